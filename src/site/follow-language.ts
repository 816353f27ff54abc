// The language of a page that stands by itself: what the address or the visitor chose, or what the browser prefers where this page has it.
import { createPageMemory } from '../elements/support/page-memory.ts';
import type { Session } from '../elements/support/session.ts';
import { knownLanguage, languageTag } from '../model/language.ts';
import { speak } from './language.ts';

/** One choice for all sites of an origin, as the theme's. */
const memory = createPageMemory('pocket/');

const translations = (): string[] =>
  [...document.querySelectorAll<HTMLLinkElement>('link[rel="alternate"][hreflang]')].map(({ hreflang }) => hreflang);

/** The first that the browser names and this page has; English ends the search. */
const preferred = (): string | null => {
  for (const one of navigator.languages) {
    if (/^en\b/i.test(one)) return null;
    const known = knownLanguage(one, translations());
    if (known !== null) return known;
  }
  return null;
};

const choose = async (session: Session, tag: string | null): Promise<void> => {
  memory.write('language', tag ?? 'en');
  const address = new URL(location.href);
  address.searchParams.delete('language');
  history.replaceState(history.state, '', address);
  await speak(session, tag);
  // The link that was pressed is another one now.
  document.querySelector<HTMLElement>('a[data-language]')?.focus();
};

const wanted = (): string | null => {
  const asked = new URLSearchParams(location.search);
  if (asked.has('language')) return languageTag(asked.get('language'));
  const chosen = memory.read('language');
  return chosen === null ? preferred() : languageTag(chosen);
};

/** Links with `data-language` lead to this page in another language: they switch without leaving it. */
export function followLanguage(session: Session): void {
  speak(session, wanted()).catch(reportError);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-language]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(session, languageTag(link.getAttribute('hreflang'))).catch(reportError);
  });
}
