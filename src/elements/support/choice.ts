// What an account chose and reached in one lesson, kept for the next visit.
import { STARTER } from './account.ts';
import type { PageMemory } from './page-memory.ts';
import type { Lesson } from '../../model/lesson.ts';

/** A lesson, as far as its memory is concerned. */
export type KeptLesson = Pick<Lesson, 'slug'> | null;

/** Ids, so that a rename elsewhere does not lose them. */
export interface Choice {
  device: string | null;
  /** Said by the learner: the lesson goes on without one. */
  without_device: boolean;
  product: number | null;
  platform: number | null;
  integration: string | null;
}

export const nothingChosen: Choice = { device: null, without_device: false, product: null, platform: null, integration: null };

/** What one account did is not another's; the starter's names are those without an account. */
const key = (what: string, lesson: KeptLesson, username: string): string =>
  `${what}/${lesson?.slug ?? ''}${username === STARTER.username ? '' : `/${username}`}`;

/** Name of the choice in the page's memory. */
export const choiceKey = (lesson: KeptLesson, username: string): string => key('choice', lesson, username);

/** Name of the list of steps that were reached. */
export const reachedKey = (lesson: KeptLesson, username: string): string => key('reached', lesson, username);

export const readChoice = (memory: PageMemory, lesson: KeptLesson, username: string): Choice => {
  const kept = (memory.read(choiceKey(lesson, username)) ?? {}) as Partial<Record<keyof Choice, unknown>>;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    device: text(kept.device),
    without_device: kept.without_device === true,
    product: number(kept.product),
    platform: number(kept.platform),
    integration: text(kept.integration),
  };
};
