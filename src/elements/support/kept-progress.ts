// How far the visitor is in each lesson, as other pages show it: written by the lesson, read by the front page.
import type { PageMemory } from './page-memory.ts';

export interface KeptProgress {
  slug: string;
  title: string;
  done: number;
  total: number;
  /** The step to go on with; null when there is none. */
  step: { title: string; anchor: string } | null;
}

/** Name in the page's memory. */
export const PROGRESS_KEY = 'progress';

/** The lesson that was worked in last stands first. */
export const readProgress = (memory: PageMemory): KeptProgress[] => {
  const kept = memory.read(PROGRESS_KEY);
  return Array.isArray(kept) ? kept.filter((one: Partial<KeptProgress> | null): one is KeptProgress => typeof one?.slug === 'string') : [];
};
