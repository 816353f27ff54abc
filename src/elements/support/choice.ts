// What the learner chose in one lesson, kept for the next visit.
import type { PageMemory } from './page-memory.ts';
import type { Lesson } from '../../model/lesson.ts';

/** Ids, so that a rename elsewhere does not lose them. */
export interface Choice {
  device: string | null;
  product: number | null;
  platform: number | null;
  integration: string | null;
}

export const nothingChosen: Choice = { device: null, product: null, platform: null, integration: null };

/** Name of the choice in the page's memory. */
export const choiceKey = (lesson: Lesson | null): string => `choice/${lesson?.slug ?? ''}`;

export const readChoice = (memory: PageMemory, lesson: Lesson | null): Choice => {
  const kept = (memory.read(choiceKey(lesson)) ?? {}) as Partial<Record<keyof Choice, unknown>>;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return { device: text(kept.device), product: number(kept.product), platform: number(kept.platform), integration: text(kept.integration) };
};
