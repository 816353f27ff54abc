// What is wrong, or likely to go wrong, with the templates in a webhook's settings.
import type { Finding, SampleEvent, Settings } from './lint-finding.ts';
import { eventVariables, parseJson, templateContext } from './template-context.ts';
import { TemplateError, unclosedTag } from './template-tree.ts';
import { renderTemplate } from './template.ts';

/** A variable in three braces, or in two. Sections, comments and the like are left alone. */
const TAG = /\{\{\{\s*([^{}]+?)\s*\}\}\}|\{\{\s*([^{}#^/!>&=$<\s][^{}]*?)\s*\}\}/g;
/** Two braces in, three out. */
const UNEVEN = /(?<!\{)\{\{(?!\{)\s*([^{}]+?)\s*\}\}\}/g;
const VARIABLES = [
  ...[
    'PARTICLE_EVENT_NAME',
    'PARTICLE_EVENT_VALUE',
    'PARTICLE_DEVICE_ID',
    'PARTICLE_PUBLISHED_AT',
    'PARTICLE_EVENT_ID',
    'PARTICLE_EVENT_JSON',
    'PARTICLE_EVENT_BASE64',
  ],
  ...['SPARK_EVENT_NAME', 'SPARK_EVENT_VALUE', 'SPARK_CORE_ID', 'SPARK_PUBLISHED_AT', 'PRODUCT_ID', 'PRODUCT_USER_ID', 'PRODUCT_VERSION'],
];
/** Applies `change` to every text of a value, keys left alone. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

function textsOf(value: unknown): string[] {
  const texts: string[] = [];
  mapTexts(value, (text) => (texts.push(text), text));
  return texts;
}

/** Where such a tag is not sent as text. */
const OPEN_TAG: Readonly<Record<string, string>> = {
  url: 'No request is made.',
  responseTopic: 'No request is made.',
  errorResponseTopic: 'No request is made.',
};

/** `{{a` → `{{a}}`, `{{{a` → `{{{a}}}`, where it stands last. */
const closeTag = (text: string, open: string): string => {
  const at = text.lastIndexOf(open);
  return `${text.slice(0, at)}${open}${open.startsWith('{{{') ? '}}}' : '}}'}${text.slice(at + open.length)}`;
};

const tripled = (text: string): string => text.replace(TAG, '{{{$1$2}}}');
const mendIn =
  (name: string, change: (text: string) => string) =>
  (settings: Settings): Settings => ({ ...settings, [name]: mapTexts(settings[name], change) });

/** Findings about the templates of one setting. With an event, the rendered text is judged too. */
export function lintTemplates(settings: Settings, name: string, event?: SampleEvent): Finding[] {
  const value = settings[name];
  const texts = textsOf(value);
  const findings: Finding[] = [];
  const tags = texts.flatMap((text) =>
    [...text.matchAll(TAG)].map(([, three, two]) => ({ held: (three ?? two) as string, escaped: two !== undefined })),
  );

  // In JSON the third brace may be the object's own.
  const uneven = name === 'json' || name === 'body' ? undefined : texts.flatMap((text) => text.match(UNEVEN) ?? [])[0];
  if (uneven)
    findings.push({
      code: 'braces',
      level: 'warning',
      setting: name,
      message: `${uneven} opens with two braces and closes with three: the third is sent as text.`,
      fix: { label: 'Use three on both sides', apply: mendIn(name, (text) => text.replace(UNEVEN, '{{{$1}}}')) },
    });

  const unknown = tags.find(({ held }) => /^(PARTICLE|SPARK|PRODUCT)_/i.test(held) && !VARIABLES.includes(held));
  if (unknown) {
    const near = nearest(unknown.held.toUpperCase(), VARIABLES);
    findings.push({
      code: 'variable',
      level: 'warning',
      setting: name,
      message: `${unknown.held} is not a variable: nothing is put in its place.`,
      fix: { label: `Use ${near}`, apply: mendIn(name, (text) => text.replaceAll(unknown.held, near)) },
    });
  }

  const asJson = name === 'json' || (name === 'body' && typeof value === 'string' && /^\s*[[{]/.test(value));
  if (asJson && tags.some(({ escaped }) => escaped)) {
    findings.push({
      code: 'escaped',
      level: 'warning',
      setting: name,
      message: 'Two braces turn quotes into &quot; and & into &amp;. In JSON that breaks or changes the data.',
      fix: { label: 'Use {{{three}}} braces', apply: mendIn(name, tripled) },
    });
  }
  const open = texts.map(unclosedTag).find((tag) => tag !== null);
  if (open !== undefined && open !== null)
    findings.push({
      code: 'unclosed',
      level: 'error',
      setting: name,
      message: `The tag "${open}" is never closed. ${OPEN_TAG[name] ?? 'It is sent as text, without its braces.'}`,
      ...(/^\{{2,3}\s*[\w.]+$/.test(open)
        ? { fix: { label: 'Close the tag', apply: mendIn(name, (text) => (unclosedTag(text) === open ? closeTag(text, open) : text)) } }
        : {}),
    });
  const broken = brokenTemplate(texts, event);
  if (broken !== null) findings.push({ code: 'template', level: 'error', setting: name, message: broken });
  else if (asJson && typeof value === 'string' && event) findings.push(...lintRendered(settings, name, value, event));
  return findings;
}

const contextOf = (event: SampleEvent): object =>
  templateContext(
    event.data,
    eventVariables(
      {
        name: event.name,
        data: event.data,
        coreid: event.coreid ?? 'api',
        published_at: '2026-01-01T00:00:00.000Z',
        product_id: event.product_id ?? null,
        user_id: null,
        id: 1,
      },
      () => 'e30=',
    ),
  );

function brokenTemplate(texts: readonly string[], event: SampleEvent | undefined): string | null {
  for (const text of texts) {
    try {
      renderTemplate(text, event ? contextOf(event) : {});
    } catch (error) {
      if (error instanceof TemplateError) return error.message;
      throw error;
    }
  }
  return null;
}

/** Tries the text with the sample, and looks for the mend that makes it JSON. */
function lintRendered(settings: Settings, name: string, template: string, event: SampleEvent): Finding[] {
  const becomesJson = (text: string): boolean => parseJson(renderTemplate(text, contextOf(event))) !== undefined;
  if (becomesJson(template)) return [];
  const mends: [label: string, change: (text: string) => string][] = [
    ['Use {{{three}}} braces', tripled],
    ['Take the quotes away', (text) => tripled(text).replace(/"(\{{3}[^{}]+\}{3})"/g, '$1')],
    ['Put quotes around the values', (text) => tripled(text).replace(/([:[,]\s*)(\{{3}[^{}]+\}{3})/g, '$1"$2"')],
  ];
  const mend = mends.find(([, change]) => becomesJson(change(template)));
  return [
    {
      code: 'not-json',
      level: name === 'json' ? 'error' : 'warning',
      setting: name,
      message: `With "${event.name}" this does not become valid JSON.`,
      ...(mend ? { fix: { label: mend[0], apply: mendIn(name, mend[1]) } } : {}),
    },
  ];
}

/** The word with the fewest letters changed. */
function nearest(word: string, words: readonly string[]): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++)
        next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)));
      row = next;
    }
    return row[b.length] as number;
  };
  return words.reduce((best, one) => (distance(word, one) < distance(word, best) ? one : best));
}
