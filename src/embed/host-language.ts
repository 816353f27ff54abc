// Which language the page around an embed speaks where it stands, told live: docs sites switch languages without a reload.
import { languageTag } from '../model/language.ts';

/** By the nearest `lang`, the tag's own among them; null where nobody says. */
export const hostLanguage = (element: Element): string | null =>
  languageTag((element.closest('[lang]') ?? document.documentElement).getAttribute('lang'));

/** Calls `tell` with every change from now on; answers what ends it. */
export function watchHostLanguage(element: Element, tell: (language: string | null) => void): () => void {
  let known = hostLanguage(element);
  const observer = new MutationObserver(() => {
    const now = hostLanguage(element);
    if (now === known) return;
    known = now;
    tell(now);
  });
  observer.observe(document.documentElement, { attributeFilter: ['lang'], subtree: true });
  return () => observer.disconnect();
}
