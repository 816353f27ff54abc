// The lesson that a page carries in its JSON script, as the lesson compiler wrote it.
import type { Lesson } from '../model/lesson.ts';

/** Null on pages that are not lessons. */
export const lessonOfPage = (root: Document): Lesson | null => {
  const text = root.getElementById('lesson')?.textContent;
  return text ? (JSON.parse(text) as Lesson) : null;
};
