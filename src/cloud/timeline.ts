// Runs jobs when they are due, in due order, each under a lease so that two workers never run one twice.
import type { Job } from '../model/job.ts';
import { movedTo, type VirtualTime } from '../model/virtual-time.ts';
import type { CloudCore } from './core.ts';
import type { Transaction } from './ports.ts';

/** Runs one job and, in the transaction that stores its result, deletes or replaces the row. */
export type JobHandlers = { [K in Job['kind']]: (core: CloudCore, job: Job & { kind: K }) => Promise<void> };

export interface Timeline {
  /**
   * Runs what is due and answers when it ran. Several calls may overlap: a slow server holds up nobody else's chunks.
   * `alone`: the caller holds the lock that only one runner can hold, so leases of others are leftovers of a killed worker.
   */
  runDue(options?: { alone?: boolean }): Promise<void>;
  /** The moment (cloud ms) at which something can run next, or null. */
  nextDue(): Promise<number | null>;
  /** The next job, whatever its lease. */
  next(): Promise<Job | null>;
  /**
   * Moves the cloud's clock forward, stopping at each due moment on the way to run it, one job after the other. `target` is asked
   * (cloud ms) when earlier moves are done.
   */
  advance(target: () => number | Promise<number>): Promise<void>;
  /** Changes the cloud's time, in the store, on this clock and for everyone who follows it. */
  setTime(change: (time: VirtualTime, real: number) => VirtualTime): Promise<void>;
  /** A transaction stored a job. */
  scheduled(due: number): void;
}

/** Real ms. A server has 20 s; the rest is for a busy worker. */
const LEASE = 45_000;
/** Deliveries under way at once. Publishes are short and keep their order: one at a time. */
const MAX_DELIVERIES = 12;
const DEPTH = 512;
/** Ms on the cloud's clock after which a job that broke is tried again. */
const RETRY = 30_000;

export function createTimeline(core: CloudCore, handlers: JobHandlers): Timeline {
  const { clock } = core.ports;
  /** Jobs this instance is running. */
  const mine = new Set<number>();
  let deliveries = 0;
  let hint: number | null = null;
  let moving: Promise<unknown> = Promise.resolve();

  async function claim(alone: boolean, limit: number): Promise<Job[]> {
    const now = clock.now();
    // Where all deliveries are taken, look past the ones that wait, for a chunk that is due.
    const depth = deliveries < MAX_DELIVERIES ? limit + mine.size : DEPTH;
    const due = (tx: Transaction) => tx.getAll('jobs', { index: 'due', to: [now], limit: depth });
    // A look first: most calls find nothing, and a write transaction would make them wait for each other.
    if ((await core.read(['jobs'], due)).length === 0) return [];
    return core.write(['jobs'], async (tx) => {
      const real = clock.real();
      const claimed: Job[] = [];
      let slots = MAX_DELIVERIES - deliveries;
      for (const job of await due(tx)) {
        if (claimed.length >= limit) break;
        if (mine.has(job.id) || (!alone && job.lease_until > real)) continue;
        if (job.kind === 'deliver' && slots-- <= 0) continue;
        const leased = { ...job, lease_until: real + LEASE };
        await tx.put('jobs', leased);
        mine.add(job.id);
        claimed.push(leased);
      }
      return claimed;
    });
  }

  async function run(job: Job): Promise<void> {
    if (job.kind === 'deliver') deliveries++;
    try {
      await (handlers[job.kind] as (core: CloudCore, job: Job) => Promise<void>)(core, job);
    } catch (error) {
      // Nothing is lost: the row waits and is tried again; the bug is told.
      core.ports.report?.(error);
      await core.write(['jobs'], async (tx) => {
        const row = await tx.get('jobs', job.id);
        if (row) await tx.put('jobs', { ...row, due: tx.now + RETRY, lease_until: 0 });
      });
    } finally {
      if (job.kind === 'deliver') deliveries--;
      mine.delete(job.id);
    }
  }

  /** `atOnce` 1: strictly one after the other, so that a moved clock gives one history. */
  async function runAll(alone: boolean, atOnce: number): Promise<void> {
    const under = new Set<Promise<void>>();
    for (;;) {
      const jobs = await claim(alone, atOnce);
      for (const job of jobs) {
        if (job.kind !== 'deliver' || atOnce === 1) {
          await run(job);
          continue;
        }
        const running = run(job).finally(() => under.delete(running));
        under.add(running);
      }
      if (jobs.length > 0) continue;
      if (under.size === 0) return;
      await Promise.race(under);
    }
  }

  async function store(change: (time: VirtualTime, real: number) => VirtualTime): Promise<void> {
    const time = await core.write([], async (tx) => {
      const changed = change(tx.settings.time, clock.real());
      await tx.put('settings', { ...tx.settings, time: changed });
      return changed;
    });
    clock.set(time);
  }

  async function rewake(): Promise<void> {
    hint = await timeline.nextDue();
    core.ports.wake(hint);
  }

  const timeline: Timeline = {
    async runDue({ alone = false } = {}) {
      await runAll(alone, MAX_DELIVERIES);
      await rewake();
    },
    async nextDue() {
      const rows = await core.read(['jobs'], (tx) => tx.getAll('jobs', { index: 'due', limit: mine.size + 32 }));
      const real = clock.real();
      const rate = core.settings.time.rate;
      const moments = rows
        .filter((job) => !mine.has(job.id))
        .map((job) => (job.lease_until > real ? Math.max(job.due, clock.now() + (job.lease_until - real) * rate) : job.due));
      return moments.length === 0 ? null : Math.min(...moments);
    },
    async next() {
      return (await core.read(['jobs'], (tx) => tx.getAll('jobs', { index: 'due', limit: 1 })))[0] ?? null;
    },
    async setTime(change) {
      await store(change);
      core.changeFeed.timeSet(core.settings.time);
      await rewake();
    },
    advance(target) {
      // Two advances at once would run one moment's jobs at the other's time.
      const run = moving.then(async () => {
        const moment = await target();
        await runAll(true, 1);
        for (;;) {
          const next = await timeline.nextDue();
          if (next === null || next > moment) break;
          if (next > clock.now()) await store((time, real) => movedTo(time, real, next));
          await runAll(true, 1);
          if ((await timeline.nextDue()) === next) break; // What cannot run now must not hold time.
        }
        await timeline.setTime((time, real) => movedTo(time, real, moment));
      });
      moving = run.catch(() => undefined);
      return run;
    },
    scheduled(due) {
      hint = hint === null ? due : Math.min(hint, due);
      core.ports.wake(hint);
    },
  };
  return timeline;
}
