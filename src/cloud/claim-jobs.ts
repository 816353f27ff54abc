// Takes jobs that are due, each under a lease, and begins them in the transaction that takes them.
import type { Job } from '../model/job.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import type { JobPlaces } from './job-places.ts';
import type { Transaction } from './ports.ts';
import { deferRows, flushRows } from './row-cache.ts';

/** What is left of a job after the transaction that took it, or null when the job is over: its row is deleted then. */
export type Rest = (() => Promise<void>) | null;

/** Begins a job in the transaction that takes it. May run again when that fails, so it does nothing but read and write `tx`. */
export type JobHandlers = { [K in Job['kind']]: (core: CloudCore, tx: WriteTransaction, job: Job & { kind: K }) => Promise<Rest> };

export interface Taken {
  job: Job;
  rest: Rest;
}

/** Real ms. A server has 20 s; the rest is for a busy worker. */
export const LEASE = 45_000;
/** Rows to look through where everything at the front waits for a place. */
export const DEPTH = 512;

export interface Claims {
  begin(tx: WriteTransaction, job: Job): Promise<Rest>;
  /** At most `limit` jobs that are due; `alone`: leases of others are leftovers. Calls take turns. */
  claim(alone: boolean, limit: number): Promise<Taken[]>;
}

export function createClaims(core: CloudCore, handlers: JobHandlers, places: JobPlaces): Claims {
  const { clock } = core.ports;
  let claims: Promise<unknown> = Promise.resolve();

  const begin = (tx: WriteTransaction, job: Job): Promise<Rest> =>
    (handlers[job.kind] as (core: CloudCore, tx: WriteTransaction, job: Job) => Promise<Rest>)(core, tx, job);

  const beginAlone = async (job: Job): Promise<void> => {
    const rest = await core.write(PUBLISH_TABLES, (tx) => begin(tx, job));
    await rest?.();
  };

  /** One after the other: each must know what the one before took. */
  function claim(alone: boolean, limit: number): Promise<Taken[]> {
    const claimed = claims.then(() => claimNow(alone, limit));
    claims = claimed.catch(() => undefined);
    return claimed;
  }

  async function claimNow(alone: boolean, limit: number): Promise<Taken[]> {
    const now = clock.now();
    // Where all deliveries are taken, look past the ones that wait, for a chunk that is due.
    const depth = places.free > 0 ? limit + places.ids.size : DEPTH;
    const due = async (tx: Transaction): Promise<Job[]> => {
      const real = clock.real();
      let slots = places.free;
      return (await tx.getAll('jobs', { index: 'due', to: [now], limit: depth }))
        .filter((job) => !places.ids.has(job.id) && (alone || job.lease_until <= real) && (job.kind !== 'deliver' || slots-- > 0))
        .slice(0, limit);
    };
    // A look first: most calls find nothing, and a write transaction would make them wait for each other.
    if ((await core.read(['jobs'], due)).length === 0) return [];
    let broke = false;
    /** `together`: begins them side by side, as in groupedWrite. A chunk is over with this transaction: only a call needs a lease. */
    const take = (together: boolean): Promise<Taken[]> =>
      core.write(PUBLISH_TABLES, async (tx) => {
        deferRows(tx);
        const ends = await Promise.allSettled(
          (await due(tx)).map(async (found): Promise<Taken> => {
            const job = { ...found, lease_until: clock.real() + LEASE };
            if (!together || job.kind === 'deliver') await tx.put('jobs', job);
            return { job, rest: together ? await begin(tx, job) : () => beginAlone(job) };
          }),
        );
        await flushRows(tx);
        return ends.map((end) => {
          if (end.status === 'fulfilled') return end.value;
          broke = true;
          throw end.reason;
        });
      });
    const taken = await take(true).catch((error: unknown) => {
      if (!broke) throw error;
      // One of them broke, and nothing was stored: each begins alone, so that it breaks alone.
      return take(false);
    });
    // Not before the commit: a transaction that fails has taken nothing.
    for (const { job, rest } of taken) if (rest) places.take(job);
    return taken;
  }

  return { begin, claim };
}
