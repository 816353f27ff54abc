// One page of tutorials, from its source to complete HTML that reads well before any script runs.
import Handlebars from 'handlebars';
import { parseCheck } from '../model/check.ts';
import type { FrontMatter, Lesson } from '../model/lesson.ts';
import { contentSecurityPolicy } from './csp.ts';
import { escapeHtml } from './escape-html.ts';
import { LessonError, parseFrontMatter } from './front-matter.ts';
import { highlightHtml } from './highlight.ts';
import { renderMarkdown, type Heading, type LessonMarkdown } from './lesson-markdown.ts';
import { renderTemplate } from './render-template.ts';
import { Verbatim } from './verbatim.ts';

/** What surrounds a page: everything it may use, read from files by the caller. */
export interface Surroundings {
  partials: ReadonlyMap<string, string>;
  layouts: ReadonlyMap<string, string>;
  pictureExists: (src: string) => boolean;
  /** Text of a file of `firmware/<project>`; undefined when there is none. */
  firmwareFile: (project: string, file: string) => string | undefined;
  /** Titles of all lessons by slug, for the way to the next one. */
  titles: ReadonlyMap<string, string>;
  /** Languages that the page is also there in, as tags in lower case. */
  translations?: readonly string[];
  development: boolean;
}

export interface CompiledLesson {
  lesson: Lesson;
  matter: FrontMatter;
  headings: Heading[];
  /** The whole page. */
  html: string;
  /** One sentence each, beginning with the file. A page with warnings still has all its text. */
  warnings: string[];
}

const DEFAULT_LAYOUT = 'lesson';
/** From a lesson's folder to the site. */
const BASE = '../../';

/** `slug` is the folder's name, `file` the path that messages show. Throws `LessonError` for a page that cannot be made. */
export function compileLesson(source: string, slug: string, file: string, around: Surroundings): CompiledLesson {
  const warnings: string[] = [];
  const warn = (sentence: string) => void warnings.push(`${file}: ${sentence}`);
  const { matter, text } = parseFrontMatter(source, file);
  const { html: content, headings } = lessonContent(text, matter, around, warn, eyebrow(matter, 'en', around.translations ?? []));

  checkSteps(matter, content, file);
  checkMarkup(content, warn);
  const lesson: Lesson = {
    slug,
    title: matter.title,
    description: matter.description ?? '',
    minutes: matter.minutes ?? null,
    // What only the drive of the lessons needs stays here.
    steps: matter.steps.map(({ wrong: _wrong, ...step }) => step),
    ...(Object.keys(matter.names).length > 0 ? { names: matter.names } : {}),
    ...(matter.questions.length > 0 ? { questions: matter.questions } : {}),
  };
  return { lesson, matter, headings, html: fillLayout(content, lesson, matter, around, warn), warnings };
}

/** The page's text as HTML. `warn` gets one sentence for each thing that is not as the author meant it. */
export function lessonContent(
  text: string,
  matter: FrontMatter,
  around: Pick<Surroundings, 'partials' | 'pictureExists' | 'firmwareFile'>,
  warn: (sentence: string) => void,
  above: string,
): LessonMarkdown {
  const code = Verbatim.forCode();
  const markup = Verbatim.forMarkup();
  const { partials, firmwareFile, pictureExists } = around;
  const filled = renderTemplate(text, { context: { ...matter, base: BASE }, partials, code, markup, warn, firmwareFile });
  const { html, headings } = renderMarkdown(code.restore(filled), { pictureExists, warn, eyebrow: above });
  return { html: liveNames(markup.restore(html), matter), headings };
}

/** Where the page belongs, how long it takes, and the languages it is there in, each in its own words. */
export function eyebrow({ group, minutes }: Pick<FrontMatter, 'group' | 'minutes'>, language: string, others: readonly string[]): string {
  const time = minutes && new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
  const links = others.map(
    (one) =>
      `<a href="?language=${one}" hreflang="${one}" lang="${one}" data-language>${escapeHtml(new Intl.DisplayNames([one], { type: 'language' }).of(one) ?? one)}</a>`,
  );
  const about = [group && escapeHtml(group), time].filter(Boolean).join(' · ');
  // Each with the dot before it: an embed hides both.
  const spans = links.map((link, at) => `<span data-languages>${about || at > 0 ? ' · ' : ''}${link}</span>`).join('');
  return about || spans ? `<p class="eyebrow">${about}${spans}</p>\n` : '';
}

/** Names that the page itself knows, and what stands there until it does. */
export const PAGE_NAMES: Readonly<Record<string, string>> = {
  device: 'your device id',
  device_name: 'your board',
  product: 'your product id',
  product_name: 'your product',
};

/** Names that requests of a lesson keep from their answers. */
export const keptNames = ({ steps, questions }: FrontMatter): string[] =>
  [...steps.flatMap((step) => [...(step.start ?? []), ...(step.do ?? [])]), ...questions.flatMap(({ run }) => run)].flatMap(({ keep }) =>
    Object.keys(keep ?? {}),
  );

/** `${name}` in texts and code becomes an element that follows what the learner calls it. Attributes are left to their elements. */
function liveNames(html: string, matter: FrontMatter): string {
  const kept = new Set(keptNames(matter));
  return html.replace(/(<[^>]*>)|(\\?)\$\{([a-z][a-z0-9_]*)\}/g, (all, tag: string | undefined, escape: string, name: string) => {
    if (tag !== undefined) return tag;
    // As with the other templates: a backslash means the tag itself.
    if (escape) return all.slice(1);
    const text = matter.names[name]?.value ?? PAGE_NAMES[name] ?? (kept.has(name) ? `your ${name.replaceAll('_', ' ')}` : undefined);
    return text === undefined ? all : `<pocket-value name="${name}">${escapeHtml(text)}</pocket-value>`;
  });
}

/** A step that leads nowhere, or asks what nobody can answer, is a fault of the page and not of the learner. */
function checkSteps(matter: FrontMatter, html: string, file: string): void {
  const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
  const read = (place: string, check: string | undefined): void => {
    try {
      if (check !== undefined) parseCheck(check);
    } catch (error) {
      throw new LessonError(`${file}: ${place}: ${(error as Error).message}`);
    }
  };
  for (const { id, options } of matter.questions) for (const { when } of options) read(`question ${id}`, when);
  for (const { id, anchor, fix, check } of matter.steps) {
    read(`step ${id}`, check);
    for (const target of fix === undefined ? [anchor] : [anchor, fix]) {
      if (!ids.has(target)) throw new LessonError(`${file}: step ${id} leads to #${target}, and nothing on the page has that id.`);
    }
  }
}

function checkMarkup(html: string, warn: (sentence: string) => void): void {
  const refused = /<script\b(?![^>]*application\/json)|<style\b|<[^>]*\s(?:style|on[a-z]+)=/i.exec(html);
  if (refused) warn(`the policy of the page refuses ${refused[0].slice(0, 60)}.`);
}

function fillLayout(content: string, lesson: Lesson, matter: FrontMatter, around: Surroundings, warn: (sentence: string) => void): string {
  const wanted = (matter.layout ?? matter.template ?? DEFAULT_LAYOUT).replace(/\.hbs$/, '');
  if (!around.layouts.has(wanted)) warn(`there is no layout ${wanted}; ${DEFAULT_LAYOUT} is used.`);
  const layout = around.layouts.get(wanted) ?? around.layouts.get(DEFAULT_LAYOUT);
  if (layout === undefined) throw new LessonError(`tutorials/layouts/${DEFAULT_LAYOUT}.hbs is missing.`);
  return fillPage(layout, around, {
    ...lesson,
    base: BASE,
    content,
    translations: around.translations ?? [],
    // Only steps that count have numbers, as in the list that is awake.
    steps: lesson.steps.map((step, index) => ({
      ...step,
      number: lesson.steps.slice(0, index + 1).filter(({ optional }) => !optional).length,
    })),
    count: lesson.steps.filter(({ optional }) => !optional).length,
    next: nextLesson(matter, around, warn),
    json: scriptJson(lesson),
  });
}

function nextLesson(
  { next }: FrontMatter,
  { titles }: Surroundings,
  warn: (sentence: string) => void,
): { slug: string; title: string } | undefined {
  if (next === undefined) return undefined;
  const title = titles.get(next);
  if (title === undefined) warn(`there is no lesson ${next} to go on with.`);
  return title === undefined ? undefined : { slug: next, title };
}

/** Fills a page of our own (a layout or the front page): plain Handlebars over the partials. */
export function fillPage(template: string, { partials, development }: Surroundings, data: Record<string, unknown>): string {
  const handlebars = Handlebars.create();
  for (const [name, text] of partials) handlebars.registerPartial(name, text);
  handlebars.registerHelper('code', function (this: unknown, language: string, options: Handlebars.HelperOptions) {
    return new Handlebars.SafeString(highlightHtml(options.fn(this).trim(), language));
  });
  handlebars.registerHelper('is', (one: unknown, other: unknown) => one === other);
  return handlebars.compile(template)({ policy: contentSecurityPolicy(development), ...data });
}

/** JSON that cannot end the script element it stands in. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
