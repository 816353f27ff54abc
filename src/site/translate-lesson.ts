// Puts a lesson's prose in another language around its controls: those stay in the page as they are, with all that the learner did.
import { lessonOfPage } from './lesson-of-page.ts';

/** Controls and folds keep their state; they are never taken out of the page. */
const stays = (node: Node): node is Element =>
  node instanceof Element && (node.localName.startsWith('pocket-') || node.localName === 'details' || node.localName === 'summary');

/** Part of the page's frame, not of the text. */
const FRAME = 'noscript, nav';

/** Splits children at what stays: `pieces[n]` stands before `kept[n]`. */
const split = (parent: Element): { kept: Element[]; pieces: Node[][] } => {
  const kept: Element[] = [];
  const pieces: Node[][] = [[]];
  for (const child of parent.childNodes) {
    if (stays(child)) {
      kept.push(child);
      pieces.push([]);
    } else if (!(child instanceof Element && child.matches(FRAME))) pieces.at(-1)!.push(child);
  }
  return { kept, pieces };
};

/**
 * Replaces in `live` everything but what stays by what stands at the same place in `other`, a tree of another document. Null: the two
 * do not have the same controls in the same order, and nothing was changed. What it answers puts the old text back.
 */
export function swapProse(live: Element, other: Element): (() => void) | null {
  const ours = split(live);
  const theirs = split(other);
  // Controls that a script put at the beginning of the page are none of the text's.
  const extra = ours.kept.length - theirs.kept.length;
  if (extra < 0 || ours.kept.slice(0, extra).some(({ localName }) => !localName.startsWith('pocket-'))) return null;
  if (theirs.kept.some(({ localName }, at) => ours.kept[extra + at]!.localName !== localName)) return null;
  const undo: (() => void)[] = [];
  for (const [at, kept] of theirs.kept.entries()) {
    // What is inside a control is its own: what reads until it wakes up.
    if (kept.localName.startsWith('pocket-')) continue;
    const back = swapProse(ours.kept[extra + at]!, kept);
    if (!back) {
      for (const one of undo.reverse()) one();
      return null;
    }
    undo.push(back);
  }
  for (const [at, piece] of theirs.pieces.entries()) {
    const old = ours.pieces[extra + at]!;
    const fresh = piece.map((node) => document.importNode(node, true));
    const next = ours.kept[extra + at] ?? live.querySelector(':scope > nav');
    for (const node of old) (node as ChildNode).remove();
    for (const node of fresh) live.insertBefore(node, next);
    undo.push(() => {
      for (const node of fresh) (node as ChildNode).remove();
      for (const node of old) live.insertBefore(node, next);
    });
  }
  return () => {
    for (const one of undo.reverse()) one();
  };
}

export interface TranslatedLesson {
  page: Document;
  article: Element;
  title: string;
  /** Titles of steps by id. */
  steps: ReadonlyMap<string, string>;
}

/**
 * A lesson's file in another language, as the build wrote it (`build/translations.ts`); null where there is none. The browser parses it as a
 * document of its own: nothing in it runs, and no text of ours becomes markup.
 */
export const readTranslation = (address: string): Promise<TranslatedLesson | null> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.addEventListener('loadend', () => {
      const page = request.status === 200 ? request.responseXML : null;
      const article = page?.querySelector('article');
      const lesson = page && lessonOfPage(page);
      resolve(
        page && article && lesson
          ? { page, article, title: lesson.title, steps: new Map(lesson.steps.map(({ id, title }) => [id, title])) }
          : null,
      );
    });
    request.send();
  });
