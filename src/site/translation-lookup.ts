// Finds a text of the page in a catalogue. Some of the texts are a stranger's: every step takes time that grows with the text alone.

/**
 * English to the other language. A key is what one element says, white space collapsed, from its first word to its last: `{}` stands
 * for an element between them, in the same order in both, `{1}` to `{9}` for text that is told only when it is drawn. `Step {} of`,
 * `There and back in {1}.` A value may not hold the text that follows it in the key. Outside of “quotes” a value is a
 * number, a short name, or has a translation of its own: half a sentence is never English.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** In place of a child element. */
export const ELEMENT = '\uFFFC';
const MAX_REMEMBERED = 2000;
/** Longer texts are nobody's label. */
const MAX_TEXT = 1000;
/** Longer ones are compared as they are, and with no pattern. */
const MAX_PATTERN_TEXT = 200;
/** Words of an untranslated name: `Virtual board 2`. */
const MAX_NAME = 3;

const UNITS = new Set(['ms', 's', 'min', 'h', 'b', 'kb', 'mb', 'gb', 'v', 'ma', 'hz', 'khz', 'c', 'f', 'px']);

/** Numbers, signs and units: the same in every language. */
export const saysNothing = (text: string): boolean =>
  text.length <= MAX_PATTERN_TEXT && (text.match(/\p{L}+/gu) ?? []).every((word) => UNITS.has(word.toLowerCase()));

interface Pattern {
  /** `literals[n]`, value n, `literals[n + 1]`. */
  literals: string[];
  /** The name of each value, `1` to `9`. */
  values: string[];
  /** Hardly a word of its own: a value decides what is said. */
  short: boolean;
  translation: string;
}

/** Null: two values with nothing between them have no end. */
const asPattern = (key: string, translation: string): Pattern | null => {
  const parts = key.replaceAll('{}', ELEMENT).split(/\{(\d)\}/);
  const literals = parts.filter((_, at) => at % 2 === 0);
  const values = parts.filter((_, at) => at % 2 === 1);
  if (literals.slice(1, -1).includes('')) return null;
  const words = literals.join(' ').match(/\p{L}+/gu) ?? [];
  return { literals, values, short: words.length < 2, translation };
};

/** The values of a text that a pattern fits; null: it does not. Every literal is where it first comes, so there is nothing to try again. */
const valuesIn = ({ literals }: Pattern, text: string): string[] | null => {
  if (!text.startsWith(literals[0]!)) return null;
  const values: string[] = [];
  let at = literals[0]!.length;
  for (const literal of literals.slice(1)) {
    const end = literal === '' ? text.length : text.indexOf(literal, at);
    const value = text.slice(at, end);
    if (end <= at || value.includes(ELEMENT)) return null;
    values.push(value);
    at = end + literal.length;
  }
  return at === text.length ? values : null;
};

/** Finds a text's translation; null where there is none. In what it answers, `ELEMENT` stands for elements. */
export function createLookup(catalogue: Catalogue): (text: string) => string | null {
  const exact = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [key, text] of Object.entries(catalogue)) {
    const pattern = /\{\d\}/.test(key) ? asPattern(key, text.replaceAll('{}', ELEMENT)) : null;
    if (pattern) patterns.push(pattern);
    else exact.set(key.replaceAll('{}', ELEMENT), text.replaceAll('{}', ELEMENT));
  }
  const remembered = new Map<string, string | null>();

  /** What stands for a value; null: a sentence with it would be of two languages. */
  const told = (value: string, { short, literals }: Pattern, at: number, nested: boolean): string | null => {
    const quoted = literals[at]!.endsWith('“') && literals[at + 1]!.startsWith('”');
    if (quoted) return /[“”]/.test(value) ? null : (exact.get(value) ?? value);
    const words = value.split(' ').length;
    const isSentence = /[.!?…”]$/.test(value);
    // A board may be called “Online”: among words of ours a name is nobody's to translate.
    if (!short && !isSentence && words <= MAX_NAME) return value;
    const translated = exact.get(value) ?? (nested ? null : find(value, true));
    if (translated !== null) return translated;
    return saysNothing(value) || (words === 1 && !isSentence) ? value : null;
  };
  const find = (text: string, nested = false): string | null => {
    for (const pattern of patterns) {
      const values = valuesIn(pattern, text)?.map((value, at) => told(value, pattern, at, nested));
      if (!values || values.includes(null)) continue;
      return pattern.translation.replace(/\{(\d)\}/g, (_, name: string) => values[pattern.values.indexOf(name)] ?? '');
    }
    return null;
  };
  return (text) => {
    if (text === '' || text.length > MAX_TEXT) return null;
    const known = exact.get(text);
    if (known !== undefined) return known;
    if (text.length > MAX_PATTERN_TEXT) return null;
    const before = remembered.get(text);
    if (before !== undefined) return before;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const found = find(text);
    remembered.set(text, found);
    return found;
  };
}
