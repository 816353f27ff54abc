// A lesson in another language: `index.de.md` beside `index.md`, section by section; what is missing there stays English.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { parse } from 'yaml';
import { type CompiledLesson, eyebrow, lessonContent, type Surroundings } from './compile-lesson.ts';
import { escapeHtml } from './escape-html.ts';
import { LessonError } from './front-matter.ts';

const matterSchema = v.strictObject({
  title: v.string(),
  description: v.optional(v.string()),
  group: v.optional(v.string()),
  /** Titles by the ids of the steps. */
  steps: v.optional(v.record(v.string(), v.string()), {}),
  /** The mark that the English titles had when these were written. */
  of: v.optional(v.string()),
});

export interface CompiledTranslation {
  /** A document of its own: the article, and the lesson's titles as the page's own JSON. */
  html: string;
  /** One sentence each, beginning with the file: broken parts, which are shown in English. */
  warnings: string[];
  /** One sentence each: parts that are older than the English, or not there. */
  stale: string[];
}

/** `### Ein Gerät wählen {#choose-a-device of=3f2a91}`: the English section, and the mark it had when it was translated. */
const MARK = /[ \t]*\{#([a-z0-9-]+)(?: of=([0-9a-f]{6}))?\}[ \t]*$/;
const FENCE = /^ {0,3}(?:`{3,}|~{3,})/;

/** Runs over the headings of a Markdown text that stand in no code. */
function mapHeadings(text: string, change: (line: string, at: number) => string): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line, at) => {
      if (FENCE.test(line)) fenced = !fenced;
      return !fenced && /^#{1,6} /.test(line) ? change(line, at) : line;
    })
    .join('\n');
}

const markOf = (text: string): string => createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 6);

/** The mark of every section of the English source, in order: it changes with the section's text. */
function marksOf(source: string): string[] {
  const starts: number[] = [];
  mapHeadings(source, (line, at) => (starts.push(at), line));
  const lines = source.split('\n');
  return starts.map((from, index) => markOf(lines.slice(from, starts[index + 1]).join('\n')));
}

/** A section begins with a heading that stands in no fold; what stands before the first one belongs to it. */
function sectionsOf(html: string): { id: string; html: string }[] {
  const starts: { id: string; at: number }[] = [];
  let depth = 0;
  for (const { 0: tag, 1: id, index } of html.matchAll(/<details\b|<\/details>|<header class="doc-head">|<h[1-6] id="([^"]+)"/g)) {
    if (tag === '<details') depth += 1;
    else if (tag === '</details>') depth -= 1;
    else if (tag.startsWith('<header')) starts.push({ id: '', at: index });
    else if (depth === 0 && starts.at(-1)?.id === '') starts.at(-1)!.id = id!;
    else if (depth === 0) starts.push({ id: id!, at: index });
  }
  return starts.map(({ id, at }, index) => ({ id, html: html.slice(at, starts[index + 1]?.at) }));
}

/** What stays in the page when the language changes, in order (`site/translate-lesson.ts`). */
const keptIn = (html: string): string =>
  [...html.matchAll(/<(pocket-(?!value|code-ref)[a-z-]+|details)\b[^>]*/g)].map(([, tag]) => tag).join(' ');

const inEnglish = (html: string): string =>
  html.replace(/<(h[1-6]|p|ul|ol|pre|table|blockquote|summary)\b(?![^>]*\blang=)/g, '<$1 lang="en"');

/** `source` is the translation, `english` the page it is of. Throws `LessonError` for a front matter that cannot be read. */
export function compileTranslation(
  source: string,
  language: string,
  file: string,
  english: { source: string; compiled: CompiledLesson },
  around: Surroundings,
): CompiledTranslation {
  const warnings: string[] = [];
  const stale: string[] = [];
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source);
  if (!match) throw new LessonError(`${file}: front matter is missing.`);
  const parsed = v.safeParse(matterSchema, parse(match[1]!));
  if (!parsed.success)
    throw new LessonError(`${file}: front matter does not fit: ${parsed.issues.map(({ message }) => message).join(' ')}`);
  const own = parsed.output;
  const { matter, lesson, html, headings } = english.compiled;
  const warn = (sentence: string): void => void warnings.push(`${file}: ${sentence}`);
  const marks = new Map(marksOf(english.source).map((mark, at) => [headings[at]?.id ?? '', mark]));

  const wanted: { id: string; mark: string | undefined }[] = [];
  const text = mapHeadings(source.slice(match[0].length), (line) => {
    const [, id = '', mark] = MARK.exec(line) ?? [];
    wanted.push({ id, mark });
    return line.replace(MARK, '');
  });
  const above = eyebrow({ group: own.group ?? matter.group, minutes: matter.minutes }, language, ['en']);
  const theirs = lessonContent(text, { ...matter, ...own, steps: matter.steps }, around, warn, above);
  // Step lists and links lead to the English ids, in every language.
  const byAuto = new Map(theirs.headings.map(({ id }, at) => [id, wanted[at]?.id ?? '']));
  const translated = new Map(
    sectionsOf(theirs.html).map((section) => {
      const id = byAuto.get(section.id) ?? '';
      return [id, section.html.replace(` id="${section.id}"`, ` id="${id}"`)];
    }),
  );
  for (const { id, mark } of wanted) {
    if (!marks.has(id)) warn(`the section {#${id}} is of no heading of the English page.`);
    else if (mark !== marks.get(id))
      stale.push(`${file}: the section {#${id}} is older than the English. When it says the same again, write of=${marks.get(id)}.`);
  }
  const content = html
    .slice(html.indexOf('<header class="doc-head">'), html.indexOf('</article>'))
    .replace(/<nav class="pager"[\s\S]*?<\/nav>/, '');
  let partly = false;
  const sections = sectionsOf(content).map(({ id, html: ours }) => {
    const other = translated.get(id);
    if (other !== undefined && keptIn(other) === keptIn(ours)) return other;
    if (other === undefined) stale.push(`${file}: the section {#${id} of=${marks.get(id)}} is missing; it is shown in English.`);
    else warn(`the section {#${id}} has other controls or folds than the English one (${keptIn(ours)}); it is shown in English.`);
    partly = true;
    return inEnglish(ours);
  });
  const titlesMark = markOf([matter.title, matter.description, matter.group, ...matter.steps.map((step) => step.title)].join('\n'));
  if (own.of !== titlesMark)
    stale.push(`${file}: titles are older than the English ones. When they say the same again, write of: ${titlesMark}.`);
  for (const { id } of matter.steps) if (own.steps[id] === undefined) stale.push(`${file}: the step ${id} has no title.`);
  for (const id of Object.keys(own.steps)) if (!matter.steps.some((step) => step.id === id)) warn(`there is no step ${id}.`);
  const titles = {
    title: own.title,
    steps: lesson.steps.map(({ id, title }) => ({ id, title: own.steps[id] ?? title })),
  };
  const json = JSON.stringify(titles).replaceAll('<', '\\u003c');
  return {
    html: `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(own.title)}</title><link rel="canonical" href="./?language=${language}"><script type="application/json" id="lesson">${json}</script></head>
<body><article${partly ? ' data-partly' : ''}>
${sections.join('')}</article></body>
</html>
`,
    warnings,
    stale,
  };
}
