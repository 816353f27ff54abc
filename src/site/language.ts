// Which language the page speaks, changed while it is open: a reader's state stays. English is what is there; others are read when asked for.
import type { Session } from '../elements/support/session.ts';
import { knownLanguage } from '../model/language.ts';
import { readTranslation, swapProse } from './translate-lesson.ts';
import { translateTexts } from './translate-texts.ts';
import type { Catalogue } from './translation-lookup.ts';

/** One file a language, by its tag in lower case: `languages/de.json`, `languages/pt-br.json`. */
const files = import.meta.glob<Catalogue>('./languages/*.json', { import: 'default' });
const addressOf = (tag: string): string => `./languages/${tag}.json`;
const languages = Object.keys(files).map((path) => path.slice('./languages/'.length, -'.json'.length));

const ENGLISH_ONLY = 'This page is in English only.';
const NOT_ALL = 'Parts of this page are not translated yet. They are in English.';

const directionOf = (tag: string): 'ltr' | 'rtl' => {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo?: () => { direction?: string }; textInfo?: { direction?: string } };
  const { direction } = locale.getTextInfo?.() ?? locale.textInfo ?? {};
  return direction === 'rtl' ? 'rtl' : 'ltr';
};

const note = (text: string, where: Element): (() => void) => {
  const line = document.createElement('p');
  line.className = 'language-note';
  line.setAttribute('role', 'note');
  line.textContent = text;
  const head = where.querySelector('.doc-head');
  if (head) head.after(line);
  else where.prepend(line);
  return () => line.remove();
};

let undo: (() => void)[] = [];
let asked: string | null = null;
/** What the page speaks now. */
let spoken: string | null = null;
let wish = 0;

interface TranslatedText {
  undo: () => void;
  /** Titles in the language: the elements say them, too. */
  titles: readonly string[];
}

/** The page's own prose and the titles of its steps; null: they are English only. */
async function textIn(session: Session, language: string): Promise<TranslatedText | null> {
  // A panel is a control alone.
  if (document.body.classList.contains('panel')) return { undo: () => {}, titles: [] };
  const article = document.querySelector('main article');
  const link = [...document.querySelectorAll<HTMLLinkElement>('link[rel="alternate"][hreflang]')].find(
    ({ hreflang }) => hreflang === language,
  );
  const translation = article && link ? await readTranslation(link.href) : null;
  const back = article && translation && swapProse(article, translation.article);
  if (!back) return null;
  const unnote = translation.page.querySelector('[data-partly]') ? note(NOT_ALL, article) : () => {};
  const { title } = document;
  const lesson = session.lesson as { title: string; steps: { id: string; title: string }[] } | null;
  const titles = lesson && [lesson.title, ...lesson.steps.map((step) => step.title)];
  if (lesson) {
    document.title = title.replace(lesson.title, translation.title);
    lesson.title = translation.title;
    for (const step of lesson.steps) step.title = translation.steps.get(step.id) ?? step.title;
    session.changed();
  }
  return {
    titles: [translation.title, ...translation.steps.values()],
    undo() {
      unnote();
      back();
      document.title = title;
      if (!lesson || !titles) return;
      lesson.title = titles[0]!;
      for (const [at, step] of lesson.steps.entries()) step.title = titles[at + 1]!;
      session.changed();
    },
  };
}

const toEnglish = (): void => {
  for (const one of undo.reverse()) one();
  undo = [];
  spoken = null;
};

/** A page half in each language helps nobody: it says that it has but one. */
const stayEnglish = (catalogue: Catalogue, language: string): void => {
  const main = document.querySelector('main article') ?? document.querySelector('main');
  if (!main) return;
  undo = [note(catalogue[ENGLISH_ONLY] ?? ENGLISH_ONLY, main)];
  const line = main.querySelector<HTMLElement>('.language-note')!;
  if (catalogue[ENGLISH_ONLY]) line.lang = language;
};

/** Follows `wanted` (a language tag; null: English) now. A page whose text nobody translated stays English. The last wish wins. */
export async function speak(session: Session, wanted: string | null): Promise<void> {
  const language = knownLanguage(wanted, languages);
  if (language === asked) return;
  asked = language;
  const mine = (wish += 1);
  try {
    const catalogue = language === null ? null : await files[addressOf(language)]!();
    if (mine !== wish) return;
    toEnglish();
    const text = language === null ? null : await textIn(session, language);
    if (mine !== wish) return text?.undo();
    const root = document.documentElement;
    root.lang = text && language !== null ? language : 'en';
    root.dir = text && language !== null ? directionOf(language) : 'ltr';
    spoken = language;
    if (language === null || !catalogue) return;
    if (!text) return stayEnglish(catalogue, language);
    const known = Object.fromEntries(text.titles.map((title) => [title, title]));
    undo = [text.undo, translateTexts(document, { ...catalogue, ...known }).stop];
  } catch (error) {
    // What did not load may be asked for again.
    if (mine === wish) asked = spoken;
    throw error;
  }
}
