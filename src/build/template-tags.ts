// Leaves in a text only template tags that can be read, so that one odd brace does not cost a whole page.
import Handlebars from 'handlebars';
import type { Verbatim } from './verbatim.ts';

const TAG = /\{\{\{\{[^{}]*\}\}\}\}|\{\{!--[\s\S]*?--\}\}|\{\{\{[^{}]*\}\}\}|\{\{(?:[^{}]|\$\{[^{}]*\})*\}\}/g;

interface Found {
  tag: string;
  start: number;
  /** Not to be read as a tag: shown as it stands. */
  broken: boolean;
}

/**
 * Hides in `kept` everything that looks like a tag and is none: tags that cannot be parsed, blocks without their other
 * half, loose braces, and escaped tags (`\{{x}}` shows `{{x}}`). `warn` gets one sentence for each that was not escaped.
 */
export function keepReadableTags(text: string, kept: Verbatim, warn: (sentence: string) => void): string {
  const tags = [...text.matchAll(TAG)].map(({ 0: tag, index }): Found => ({ tag, start: index, broken: false }));
  const escaped = (found: Found) => /\\*$/.exec(text.slice(0, found.start))![0].length % 2 === 1;
  markBroken(tags.filter((found) => !escaped(found)));

  let result = '';
  let end = 0;
  const showBraces = (plain: string) => {
    for (const { index } of plain.matchAll(/\{\{/g))
      warn(`line ${lineAt(text, end + index)}: {{ begins no template tag; it is shown as it stands.`);
    return plain.replace(/[{}]+/g, (braces) => kept.keep(braces));
  };
  for (const found of tags) {
    const before = text.slice(end, found.start);
    const backslashes = /\\*$/.exec(before)![0].length;
    // As in the template language: a backslash escapes the tag after it, and two stand for one.
    result += showBraces(before.slice(0, before.length - backslashes)) + '\\'.repeat(Math.floor(backslashes / 2));
    end = found.start + found.tag.length;
    if (escaped(found)) result += kept.keep(found.tag);
    else if (found.broken) {
      warn(`line ${lineAt(text, found.start)}: ${found.tag} is not a template tag that can be read; it is shown as it stands.`);
      result += kept.keep(found.tag);
    } else result += backslashes > 0 ? kept.keep('') + found.tag : found.tag;
  }
  return result + showBraces(text.slice(end));
}

function markBroken(tags: Found[]): void {
  const open: { name: string; parts: Found[]; hasElse: boolean }[] = [];
  const giveUp = (from: number) => {
    for (const { parts } of open.splice(from)) for (const part of parts) part.broken = true;
  };
  for (const found of tags) {
    const [, sigil = '', name = ''] = /^\{\{~?([#^/]?)\s*([^\s~}]*)/.exec(found.tag) ?? [];
    if (sigil === '/') {
      const begin = open.findLastIndex((block) => block.name === name);
      found.broken = begin < 0 || !parses(`{{#${name} x}}${found.tag}`);
      if (found.broken) continue;
      giveUp(begin + 1);
      open.pop();
    } else if (name === 'else' || (sigil === '^' && name === '')) {
      const block = open.at(-1);
      found.broken = block === undefined || block.hasElse || !parses(`{{#x}}${found.tag}{{/x}}`);
      if (block === undefined || found.broken) continue;
      block.parts.push(found);
      block.hasElse = /^\{\{~?\s*(else|\^)\s*~?\}\}$/.test(found.tag);
    } else if (sigil !== '') {
      found.broken = !parses(`${found.tag}{{/${name}}}`);
      if (!found.broken) open.push({ name, parts: [found], hasElse: false });
    } else found.broken = !parses(found.tag);
  }
  giveUp(0);
}

function parses(template: string): boolean {
  try {
    Handlebars.parse(template);
    return true;
  } catch {
    return false;
  }
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
