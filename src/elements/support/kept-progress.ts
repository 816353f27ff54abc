// How far the visitor is in each lesson, as other pages show it: written by the lesson, read by the front page.
import type { Lesson } from '../../model/lesson.ts';
import type { LessonProgress } from '../../model/step-states.ts';
import type { PageMemory } from './page-memory.ts';

export interface KeptProgress {
  slug: string;
  title: string;
  done: number;
  total: number;
  /** The step to go on with; null when there is none. */
  step: { title: string; anchor: string } | null;
}

const KEY = 'progress';

/** The lesson that was worked in last stands first. */
export const readProgress = (memory: PageMemory): KeptProgress[] => {
  const kept = memory.read(KEY);
  return Array.isArray(kept) ? kept.filter((one: Partial<KeptProgress> | null): one is KeptProgress => typeof one?.slug === 'string') : [];
};

/** A lesson in which nothing was done is as good as new. */
export const keepProgress = (memory: PageMemory, { slug, title, steps }: Lesson, { states, done, total }: LessonProgress): void => {
  const before = readProgress(memory);
  const now = states.findIndex(({ state }) => state === 'now' || state === 'undone');
  const step = steps[now];
  const one: KeptProgress = { slug, title, done, total, step: step ? { title: step.title, anchor: step.anchor } : null };
  const next = [...(done > 0 ? [one] : []), ...before.filter((other) => other.slug !== slug)];
  if (JSON.stringify(next) !== JSON.stringify(before)) memory.write(KEY, next);
};
