// What a catalogue of another language still translates although nobody says it in English any more.

const BLANK = /\s+/g;
/** Shorter pieces stand everywhere. */
const LEAST = 3;

/** A source as a reader of the page would read it: white space collapsed, entities and escapes undone. */
const readable = (source: string): string => source.replaceAll('&amp;', '&').replaceAll("\\'", "'").replace(BLANK, ' ');

const HOLE = '\u0001';
const TEMPLATE_VALUE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** Letters that a sentence with holes must have to be told from others. */
const TELLING = 5;

/** Sentences that a source puts together: what stands between tags and quotes, with a hole for each value. */
const sentencesWithHoles = (source: string): RegExp[] =>
  readable(source)
    .replace(TEMPLATE_VALUE, HOLE)
    .split(/[<>`]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.includes(HOLE) && sentence.length < 400 && sentence.replace(/[^a-z]/gi, '').length >= TELLING)
    .map((sentence) => new RegExp(`^${sentence.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&').replaceAll(HOLE, '.*?')}$`));

/** Keys of `catalogue` whose words stand in none of `sources`, as one sentence each. */
export function lintCatalogue(file: string, catalogue: Readonly<Record<string, string>>, sources: readonly string[]): string[] {
  const texts = sources.map(readable);
  const said = (words: string): boolean => texts.some((text) => text.includes(words));
  let composed: RegExp[] | undefined;
  return Object.keys(catalogue).flatMap((key) => {
    const pieces = key
      // Sentences are put together from what stands before and after a stop or a colon.
      .split(/\{\d?\}|^: |(?<=[.:]) /)
      .map((piece) => piece.replace(/^[.:,]|:$/g, '').trim())
      .filter((piece) => /[a-z]/i.test(piece) && piece.length >= LEAST);
    // One may be counted: “event” is said, “events” shown.
    if (pieces.every((piece) => said(piece) || said(piece.replace(/s$/, '').replace(/^\d+ /, '')))) return [];
    composed ??= sources.flatMap(sentencesWithHoles);
    if (composed.some((sentence) => sentence.test(key))) return [];
    return [`${file}: nobody says “${key}” any more; English changed, or it is no longer needed.`];
  });
}

/** Faults of the catalogue itself: places for elements and values that do not match. Such an entry is never shown. */
export function brokenEntries(file: string, catalogue: Readonly<Record<string, string>>): string[] {
  const places = (text: string): string => (text.match(/\{\d?\}/g) ?? []).sort().join('');
  return Object.entries(catalogue)
    .filter(([key, text]) => places(key) !== places(text))
    .map(([key]) => `${file}: the translation of “${key}” has other places than it.`);
}
