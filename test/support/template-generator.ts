// Makes templates and data at random, from a seed, to compare two renderers with.

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = [
  'a',
  'b',
  'c',
  'list',
  'o',
  'o.p',
  'o.p.q',
  'list.0',
  'list.1.a',
  'list.length',
  '.',
  'my var',
  'if',
  'each',
  'my-temp',
  'zero',
  'empty',
  'no',
  'null',
  'missing',
  'deep.0.1',
  '',
  'ünï',
  'PARTICLE_EVENT_VALUE',
];
const TEXTS = [
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\n\n',
  '{"a":',
  '}',
  '"',
  ',',
  '{',
  'x',
  ' <b> & ',
  "it's",
  '}}',
  '{{',
  '=',
  '%',
  '<%',
  '%>',
  '/',
  '\t',
  'é😀',
  '`',
];
const VALUES: unknown[] = [
  0,
  1,
  -3.5,
  '',
  '0',
  'text',
  '<&>"\'/`=',
  true,
  false,
  null,
  [],
  [1, 2, 3],
  [{ a: 'A' }, { a: 'B', b: [1] }],
  {},
  { p: { q: 'deep' } },
  ['x', ['y', 'z'], null],
  '{{a}}',
  'é😀',
];
const SIGNS = ['', '', '', '{', '&', '#', '^', '/', '!', '>', '$', '<', '='];

export interface TemplateCase {
  template: string;
  data: Record<string, unknown> | unknown[];
}

export function templateCase(random: () => number): TemplateCase {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const spaces = (): string => pick(['', '', '', ' ', '  ', '\n']);
  const tag = (depth: number): string => {
    const sign = pick(SIGNS);
    const name = pick(NAMES);
    if (sign === '{') return random() < 0.9 ? `{{{${spaces()}${name}${spaces()}}}}` : `{{{${name}}}`;
    if (sign === '=') return random() < 0.5 ? '{{=<% %>=}}' : random() < 0.5 ? '<%={{ }}=%>' : '{{=| |=}}|a||=x y=|';
    if ('#^$<'.includes(sign) && sign !== '') {
      const body = random() < 0.8 && depth < 4 ? part(depth + 1) : '';
      const end =
        random() < 0.93 ? `{{${spaces()}/${spaces()}${name}}}`.replace(/^\{\{\s+\//, '{{/') : random() < 0.5 ? '' : `{{/${pick(NAMES)}}}`;
      return `{{${sign}${spaces()}${name}${spaces()}}}${body}${end}`;
    }
    return random() < 0.95 ? `{{${sign}${spaces()}${name}${spaces()}}}` : `{{${sign}${name}`;
  };
  const part = (depth: number): string => {
    let out = '';
    for (let i = 1 + Math.floor(random() * 5); i > 0; i--) out += random() < 0.5 ? pick(TEXTS) : tag(depth);
    return out;
  };
  const data = (): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (const name of ['a', 'b', 'c', 'list', 'o', 'my var', 'if', 'each', 'my-temp', 'ünï', 'deep', ''])
      if (random() < 0.7) row[name] = pick(VALUES);
    return { ...row, zero: 0, empty: '', no: false, null: null };
  };
  return { template: part(0), data: random() < 0.9 ? data() : [data(), pick(VALUES), pick(VALUES)] };
}
