// What the tag itself says, in the page's language. The build finds its words in the catalogues (`site/languages`) and puts them in here.

declare const EMBED_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;

const languages = typeof EMBED_WORDS === 'undefined' ? {} : EMBED_WORDS;

/** `text` in `language` (a tag in lower case), or as it stands. */
export const embedWord = (text: string, language: string | null): string =>
  (languages[language ?? ''] ?? languages[language?.split('-')[0] ?? ''])?.[text] ?? text;
