// Which language a page is asked for: a tag from an address, a tag or a browser, and the translation that serves it best.

const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

const ENGLISH = /^en(-|$)/i;

/** A language tag (BCP 47, as `lang` attributes have it) in lower case; null for English, the source, and for anything else. */
export const languageTag = (text: unknown): string | null =>
  typeof text === 'string' && TAG.test(text) && !ENGLISH.test(text) ? text.toLowerCase() : null;

/** The one of `known` that serves `wanted`: `de` for `de-AT`. Null: English. */
export function knownLanguage(wanted: string | null, known: readonly string[]): string | null {
  for (let tag = languageTag(wanted) ?? ''; tag !== ''; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    if (known.includes(tag)) return tag;
  }
  return null;
}
