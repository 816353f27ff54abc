// Runs jobs when they are due, in due order, each under a lease so that two workers never run one twice.
import type { Job } from '../model/job.ts';
import { movedTo, type VirtualTime } from '../model/virtual-time.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import type { Transaction } from './ports.ts';
import { deferRows, flushRows } from './row-cache.ts';

/** What is left of a job after the transaction that took it, or null when the job is over: its row is deleted then. */
export type Rest = (() => Promise<void>) | null;

/** Begins a job in the transaction that takes it. May run again when that fails, so it does nothing but read and write `tx`. */
export type JobHandlers = { [K in Job['kind']]: (core: CloudCore, tx: WriteTransaction, job: Job & { kind: K }) => Promise<Rest> };

interface Taken {
  job: Job;
  rest: Rest;
}

export interface Timeline {
  /**
   * Runs what is due and answers when it ran. Several calls may overlap: a slow server holds up nobody else's chunks.
   * `alone`: the caller holds the lock that only one runner can hold, so leases of others are leftovers of a killed worker.
   * Does nothing while the clock is being moved: `advance` runs everything itself.
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
  /**
   * Stores the job of a delivery whose row `tx` made. Where this instance runs everything anyway and a place is free, the delivery
   * begins in this very transaction and goes on after the commit, without a claim.
   */
  start(tx: WriteTransaction, deliveryId: string): Promise<void>;
  /** How a transaction ended in which deliveries may have been started. */
  committed(tx: WriteTransaction): void;
  failed(tx: WriteTransaction): void;
  /** Cloud ms at which a job that was stored wants to be looked at; null: somebody has it already, or will look when a place is free. */
  alarmOf(job: Pick<Job, 'kind' | 'due' | 'lease_until'>): number | null;
  /** A transaction stored a job. */
  scheduled(due: number): void;
  /** Takes up no more jobs, for good; resolves when those under way are done. */
  stop(): Promise<void>;
}

/** Real ms. A server has 20 s; the rest is for a busy worker. */
const LEASE = 45_000;
/** Deliveries under way at once; they share transactions, so more at once is less work for each. */
const MAX_DELIVERIES = 64;
const DEPTH = 512;
/** Ms on the cloud's clock after which a job that broke is tried again. */
const RETRY = 30_000;
/** A job that broke this often is dropped: nothing about it will change. */
const MAX_BREAKS = 5;

export function createTimeline(core: CloudCore, handlers: JobHandlers): Timeline {
  const { clock } = core.ports;
  /** Jobs this instance is running. */
  const mine = new Set<number>();
  /** Calls of `runDue` that are not over. */
  const runs = new Set<Promise<void>>();
  let deliveries = 0;
  let hint: number | null = null;
  let claims: Promise<unknown> = Promise.resolve();
  let moving: Promise<unknown> = Promise.resolve();
  /** Advances that are not over. */
  let moves = 0;
  let stopped = false;
  /** True once this instance was told that it runs alone: it does for good. */
  let leads = false;
  /** Deliveries that a transaction began, until it ends. */
  const started = new WeakMap<WriteTransaction, Taken[]>();
  const mayRun = (): boolean => moves === 0 && !stopped;
  const isFull = (): boolean => deliveries >= MAX_DELIVERIES;

  /** One after the other: each must know what the one before took. */
  function claim(alone: boolean, limit: number): Promise<Taken[]> {
    const claimed = claims.then(() => claimNow(alone, limit));
    claims = claimed.catch(() => undefined);
    return claimed;
  }

  async function claimNow(alone: boolean, limit: number): Promise<Taken[]> {
    const now = clock.now();
    // Where all deliveries are taken, look past the ones that wait, for a chunk that is due.
    const depth = deliveries < MAX_DELIVERIES ? limit + mine.size : DEPTH;
    const due = async (tx: Transaction): Promise<Job[]> => {
      const real = clock.real();
      let slots = MAX_DELIVERIES - deliveries;
      return (await tx.getAll('jobs', { index: 'due', to: [now], limit: depth }))
        .filter((job) => !mine.has(job.id) && (alone || job.lease_until <= real) && (job.kind !== 'deliver' || slots-- > 0))
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
    for (const { job, rest } of taken) {
      if (!rest) continue;
      hold(job);
    }
    return taken;
  }

  const begin = (tx: WriteTransaction, job: Job): Promise<Rest> =>
    (handlers[job.kind] as (core: CloudCore, tx: WriteTransaction, job: Job) => Promise<Rest>)(core, tx, job);

  const beginAlone = async (job: Job): Promise<void> => {
    const rest = await core.write(PUBLISH_TABLES, (tx) => begin(tx, job));
    await rest?.();
  };

  /** The row waits and is tried again; a delivery that is given up says so in the log. */
  async function putBack(job: Job): Promise<void> {
    await core.write(['jobs', 'deliveries'], async (tx) => {
      const row = await tx.get('jobs', job.id);
      if (!row) return;
      const breaks = (row.breaks ?? 0) + 1;
      if (breaks < MAX_BREAKS) {
        await tx.put('jobs', { ...row, due: tx.now + RETRY, lease_until: 0, breaks });
        return;
      }
      await tx.delete('jobs', row.id);
      const id: unknown = row.kind === 'deliver' && row.payload.delivery_id;
      const delivery = typeof id === 'string' ? await tx.get('deliveries', id) : undefined;
      if (delivery)
        await tx.put('deliveries', { ...delivery, state: 'error', error: `The cloud broke ${MAX_BREAKS} times`, finished_at: tx.nowIso });
    });
  }

  function hold(job: Job): void {
    mine.add(job.id);
    if (job.kind === 'deliver') deliveries++;
  }

  function letGo(job: Job): void {
    mine.delete(job.id);
    if (job.kind !== 'deliver') return;
    const wasFull = isFull();
    deliveries--;
    // Whoever found no place has set no alarm.
    if (wasFull && mayRun()) void rewake().catch((error: unknown) => core.ports.report?.(error));
  }

  /** Never rejects. */
  async function run({ job, rest }: Taken): Promise<void> {
    if (!rest) return;
    try {
      await rest();
    } catch (error) {
      core.ports.report?.(error);
      // Where even this fails, the lease ends and the job is tried again.
      await putBack(job).catch((again: unknown) => core.ports.report?.(again));
    } finally {
      letGo(job);
    }
  }

  /** `atOnce` 1: strictly one after the other, so that a moved clock gives one history. What was begun is over when it ends. */
  async function runAll(alone: boolean, atOnce: number, goOn: () => boolean): Promise<void> {
    const under = new Set<Promise<void>>();
    try {
      while (goOn()) {
        const taken = await claim(alone, atOnce);
        for (const one of taken.filter(({ rest }) => rest)) {
          const running = run(one).finally(() => under.delete(running));
          under.add(running);
          if (atOnce === 1) await running;
        }
        if (taken.length === atOnce) continue;
        if (under.size > 0) await Promise.race(under);
        else if (taken.length === 0) return;
      }
    } finally {
      await Promise.all(under);
    }
  }

  const runToMoment = (): Promise<void> => runAll(true, 1, () => true);

  async function store(change: (time: VirtualTime, real: number) => VirtualTime): Promise<void> {
    const time = await core.write([], async (tx) => {
      const changed = change(tx.settings.time, clock.real());
      await tx.put('settings', { ...tx.settings, time: changed });
      return changed;
    });
    clock.set(time);
  }

  /** `runnable`: leaves out what is due and waits only for a place. */
  async function nextDue(runnable: boolean): Promise<number | null> {
    const limit = runnable ? DEPTH : mine.size + 32;
    const rows = await core.read(['jobs'], (tx) => tx.getAll('jobs', { index: 'due', limit }));
    const [now, real] = [clock.now(), clock.real()];
    const rate = core.settings.time.rate;
    const moments = rows
      .filter((job) => !mine.has(job.id) && !(runnable && job.kind === 'deliver' && job.due <= now))
      .map((job) => (job.lease_until > real ? Math.max(job.due, now + (job.lease_until - real) * rate) : job.due));
    return moments.length === 0 ? null : Math.min(...moments);
  }

  async function rewake(): Promise<void> {
    hint = await nextDue(isFull());
    core.ports.wake(hint);
  }

  const timeline: Timeline = {
    async runDue({ alone = false } = {}) {
      if (alone) leads = true;
      if (!mayRun()) return;
      const run = runAll(alone, MAX_DELIVERIES, mayRun);
      runs.add(run);
      try {
        await run;
      } catch (error) {
        // A full disk may clear. Not at once: the alarm would ring without end.
        core.ports.wake(clock.now() + RETRY);
        throw error;
      } finally {
        runs.delete(run);
      }
      if (mayRun()) await rewake();
    },
    nextDue: () => nextDue(false),
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
      moves++;
      const run = moving.then(async () => {
        // What is under way belongs to the time before.
        await Promise.allSettled(runs);
        const moment = await target();
        await runToMoment();
        for (;;) {
          const next = await timeline.nextDue();
          if (next === null || next > moment) break;
          if (next > clock.now()) await store((time, real) => movedTo(time, real, next));
          await runToMoment();
          if ((await timeline.nextDue()) === next) break; // What cannot run now must not hold time.
        }
        await timeline.setTime((time, real) => movedTo(time, real, moment));
      });
      const over = run.finally(() => {
        moves--;
        return mayRun() ? rewake() : undefined;
      });
      moving = over.catch(() => undefined);
      return over;
    },
    async start(tx, delivery_id) {
      const row = { kind: 'deliver' as const, due: tx.now, payload: { delivery_id } };
      if (!leads || !mayRun() || isFull()) {
        await tx.put('jobs', { ...row, lease_until: 0 });
        return;
      }
      // Its place is taken before its key is known.
      deliveries++;
      const leased = { ...row, lease_until: clock.real() + LEASE };
      const taken: Taken = { job: { ...leased, id: 0 }, rest: null };
      started.set(tx, [...(started.get(tx) ?? []), taken]);
      taken.job.id = (await tx.put('jobs', leased)) as number;
      mine.add(taken.job.id);
      try {
        taken.rest = await begin(tx, taken.job);
      } catch (error) {
        // A bug must not cost the event. The job meets it again where bugs are counted.
        core.ports.report?.(error);
        await tx.put('jobs', { ...taken.job, lease_until: 0 });
      }
    },
    committed(tx) {
      for (const taken of started.get(tx) ?? []) {
        if (!taken.rest) {
          letGo(taken.job);
          continue;
        }
        const going = run(taken).finally(() => runs.delete(going));
        runs.add(going);
      }
    },
    failed(tx) {
      for (const { job } of started.get(tx) ?? []) letGo(job);
    },
    alarmOf({ kind, due, lease_until }) {
      return lease_until !== 0 || (kind === 'deliver' && isFull()) ? null : due;
    },
    scheduled(due) {
      hint = hint === null ? due : Math.min(hint, due);
      core.ports.wake(hint);
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...runs, moving]);
    },
  };
  return timeline;
}
