// Finds template tags that no engine can read, so that one odd brace does not cost a whole page.
import Handlebars from 'handlebars';
import type { Verbatim } from './verbatim.ts';

const TAG = /(\\*)(\{\{\{\{[\s\S]*?\}\}\}\}|\{\{!--[\s\S]*?--\}\}|\{\{\{[^{}]*\}\}\}|\{\{[^{}]*\}\})/g;

interface Found {
  tag: string;
  start: number;
  end: number;
  line: number;
}

/**
 * Hides every tag that cannot be parsed, and block tags without their other half: they stay on the page as they are
 * written. `warn` gets one sentence for each.
 */
export function hideBrokenTags(text: string, verbatim: Verbatim, warn: (sentence: string) => void): string {
  const broken: Found[] = [];
  const open: (Found & { name: string })[] = [];
  for (const match of text.matchAll(TAG)) {
    if (match[1]!.length % 2 === 1) continue;
    const tag = match[2]!;
    const start = match.index + match[1]!.length;
    const found: Found = { tag, start, end: start + tag.length, line: text.slice(0, start).split('\n').length };
    const [, sigil = '', name = ''] = /^\{\{~?([#^/]?)\s*([^\s~}]*)/.exec(tag) ?? [];
    if (sigil === '/') {
      if (open.at(-1)?.name === name) open.pop();
      else broken.push(found);
    } else if (name === 'else' || (sigil === '^' && name === '')) {
      if (open.length === 0) broken.push(found);
    } else if (sigil !== '' && parses(`${tag}{{/${name}}}`)) open.push({ ...found, name });
    else if (sigil !== '' || !parses(tag)) broken.push(found);
  }
  broken.push(...open);
  const orphans = openBraces(text);
  let result = text;
  for (const { tag, start, end, line } of [...broken, ...orphans].sort((a, b) => b.start - a.start)) {
    warn(`line ${line}: ${tag} is not a template tag that can be read; it is shown as it stands.`);
    result = result.slice(0, start) + verbatim.keep(tag) + result.slice(end);
  }
  return result;
}

function parses(template: string): boolean {
  try {
    Handlebars.parse(template);
    return true;
  } catch {
    return false;
  }
}

/** `{{` that no tag begins with, such as `{{x` at the end of a page. */
function openBraces(text: string): Found[] {
  const rest = text.replace(TAG, (tag) => ' '.repeat(tag.length));
  return [...rest.matchAll(/(?<!\\)\{\{/g)].map(({ index }) => ({
    tag: '{{',
    start: index,
    end: index + 2,
    line: text.slice(0, index).split('\n').length,
  }));
}
