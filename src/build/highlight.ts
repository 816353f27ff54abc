// Cuts code into coloured pieces at build time, so that no page carries a highlighter.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import xml from 'highlight.js/lib/languages/xml';
import type { CodeKind, CodePiece } from '../model/firmware-project.ts';
import { escapeHtml } from './escape-html.ts';

const languages = { bash, cpp, http, ini, javascript, json, markdown, xml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** What highlight.js calls a thing, and what the page colours it as. Scopes that are not here stay plain. */
const kinds: Record<string, CodeKind> = {
  keyword: 'key',
  type: 'key',
  built_in: 'key',
  literal: 'key',
  string: 'str',
  regexp: 'str',
  'char.escape': 'str',
  number: 'num',
  comment: 'com',
  doctag: 'com',
  quote: 'com',
  attr: 'name',
  attribute: 'name',
  section: 'name',
  meta: 'meta',
};

interface Scope {
  scope?: string;
  children: (Scope | string)[];
}

/** Lines of coloured pieces; joined with `\n` they are `text` again. Languages nobody registered stay plain. */
export function highlight(text: string, language: string): CodePiece[][] {
  const flat: CodePiece[] = [];
  if (hljs.getLanguage(language) === undefined) flat.push([text]);
  else {
    const { _emitter } = hljs.highlight(text, { language, ignoreIllegals: true });
    flatten((_emitter as unknown as { rootNode: Scope }).rootNode, undefined, flat);
  }
  return intoLines(flat);
}

/** The same pieces as HTML text: `<span class="c-key">…`. */
export function highlightHtml(text: string, language: string): string {
  return highlight(text, language)
    .map((line) => line.map(([piece, kind]) => (kind ? `<span class="c-${kind}">${escapeHtml(piece)}</span>` : escapeHtml(piece))).join(''))
    .join('\n');
}

function flatten(node: Scope, inherited: CodeKind | undefined, into: CodePiece[]): void {
  const kind = (node.scope === undefined ? undefined : kinds[node.scope]) ?? inherited;
  for (const child of node.children) {
    if (typeof child === 'string') into.push(kind ? [child, kind] : [child]);
    else flatten(child, kind, into);
  }
}

function intoLines(pieces: CodePiece[]): CodePiece[][] {
  const lines: CodePiece[][] = [[]];
  for (const [text, kind] of pieces) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      const line = lines.at(-1)!;
      const before = line.at(-1);
      if (part === '') continue;
      if (before && before[1] === kind) before[0] += part;
      else line.push(kind ? [part, kind] : [part]);
    }
  }
  return lines;
}
