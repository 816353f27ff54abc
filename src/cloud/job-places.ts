// Which jobs this instance is running, and how many webhooks may be under way at once.
import type { Job } from '../model/job.ts';

/** Deliveries under way at once; they share transactions, so more at once is less work for each. */
export const MAX_DELIVERIES = 64;

export interface JobPlaces {
  readonly ids: ReadonlySet<number>;
  /** Deliveries that may still begin. */
  readonly free: number;
  take(job: Pick<Job, 'id' | 'kind'>): void;
  /** Takes the place of a delivery whose job has no key yet: `name` it when it has. */
  reserve(): void;
  name(id: number): void;
  leave(job: Pick<Job, 'id' | 'kind'>): void;
}

/** `onRoom`: a place is free again where there was none; whoever found none has set no alarm. */
export function createJobPlaces(onRoom: () => void): JobPlaces {
  const ids = new Set<number>();
  let deliveries = 0;
  return {
    ids,
    get free() {
      return Math.max(0, MAX_DELIVERIES - deliveries);
    },
    take({ id, kind }) {
      ids.add(id);
      if (kind === 'deliver') deliveries++;
    },
    reserve: () => void deliveries++,
    name: (id) => void ids.add(id),
    leave({ id, kind }) {
      ids.delete(id);
      if (kind === 'deliver' && deliveries-- === MAX_DELIVERIES) onRoom();
    },
  };
}
