// Which language the page speaks, changed while it is open: a reader's state stays. English is what is there; others are read when asked for.
import type { Session } from '../elements/support/session.ts';
import { knownLanguage } from '../model/language.ts';
import { markEnglish, readTranslation, swapProse } from './translate-lesson.ts';
import { translateTexts, type Catalogue } from './translate-texts.ts';

/** One file a language, by its tag in lower case: `languages/de.json`, `languages/pt-br.json`. */
const files = import.meta.glob<Catalogue>('./languages/*.json', { import: 'default' });
const addressOf = (tag: string): string => `./languages/${tag}.json`;
const languages = Object.keys(files).map((path) => path.slice('./languages/'.length, -'.json'.length));

const NOT_YET = 'This page is not translated yet. Its text is in English.';
const NOT_ALL = 'Parts of this page are not translated yet. They are in English.';

const directionOf = (tag: string): 'ltr' | 'rtl' => {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo?: () => { direction?: string }; textInfo?: { direction?: string } };
  const { direction } = locale.getTextInfo?.() ?? locale.textInfo ?? {};
  return direction === 'rtl' ? 'rtl' : 'ltr';
};

const note = (text: string): HTMLElement => {
  const line = document.createElement('p');
  line.className = 'language-note';
  line.setAttribute('role', 'note');
  line.textContent = text;
  return line;
};

let undo: (() => void)[] = [];
let asked: string | null = null;
let wish = 0;

/** The page's own prose and the titles of its steps. */
async function lessonIn(session: Session, language: string): Promise<() => void> {
  const article = document.querySelector('main article');
  if (!article || document.body.classList.contains('panel')) return () => {};
  const link = [...document.querySelectorAll<HTMLLinkElement>('link[rel="alternate"][hreflang]')].find(
    ({ hreflang }) => hreflang === language,
  );
  const translation = link ? await readTranslation(link.href) : null;
  const back = translation && swapProse(article, translation.article);
  const partly = translation?.page.querySelector('[data-partly]') !== null;
  const line = !back ? note(NOT_YET) : partly ? note(NOT_ALL) : null;
  const unmark = back ? () => {} : markEnglish(article);
  if (line) article.querySelector('.doc-head')?.after(line);
  const { title } = document;
  const lesson = session.lesson as { title: string; steps: { id: string; title: string }[] } | null;
  const titles = lesson && [lesson.title, ...lesson.steps.map((step) => step.title)];
  if (back && lesson) {
    document.title = title.replace(lesson.title, translation.title);
    lesson.title = translation.title;
    for (const step of lesson.steps) step.title = translation.steps.get(step.id) ?? step.title;
    session.changed();
  }
  return () => {
    line?.remove();
    unmark();
    back?.();
    document.title = title;
    if (!lesson || !titles) return;
    lesson.title = titles[0]!;
    for (const [at, step] of lesson.steps.entries()) step.title = titles[at + 1]!;
    session.changed();
  };
}

const toEnglish = (): void => {
  for (const one of undo.reverse()) one();
  undo = [];
};

/** Follows `wanted` (a language tag; null: English) now. What nobody translated stays English. The last wish wins. */
export async function speak(session: Session, wanted: string | null): Promise<void> {
  const language = knownLanguage(wanted, languages);
  if (language === asked) return;
  asked = language;
  const mine = (wish += 1);
  const catalogue = language === null ? null : await files[addressOf(language)]!();
  if (mine !== wish) return;
  toEnglish();
  const root = document.documentElement;
  root.lang = language ?? 'en';
  root.dir = language === null ? 'ltr' : directionOf(language);
  if (language === null || !catalogue) return;
  const back = await lessonIn(session, language);
  if (mine !== wish) return back();
  undo = [back, translateTexts(document, catalogue).stop];
}
