// Writes down how far the visitor is in a lesson, for the front page to read.
import type { Lesson } from '../../model/lesson.ts';
import type { LessonProgress } from '../../model/step-states.ts';
import { nextStep } from './step-word.ts';
import { PROGRESS_KEY, readProgress } from './kept-progress.ts';
import type { KeptProgress } from './kept-progress.ts';
import type { PageMemory } from './page-memory.ts';

/** A lesson in which nothing was done is as good as new. */
export const keepProgress = (memory: PageMemory, { slug, title, steps }: Lesson, { states, done, total }: LessonProgress): void => {
  const before = readProgress(memory);
  const step = steps[nextStep(states)];
  const one: KeptProgress = { slug, title, done, total, step: step ? { title: step.title, anchor: step.anchor } : null };
  const next = [...(done > 0 ? [one] : []), ...before.filter((other) => other.slug !== slug)];
  if (JSON.stringify(next) !== JSON.stringify(before)) memory.write(PROGRESS_KEY, next);
};
