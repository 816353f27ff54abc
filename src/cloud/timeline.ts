// Runs jobs when they are due, in due order, each under a lease so that two workers never run one twice.
import type { Job } from '../model/job.ts';
import { movedTo, type VirtualTime } from '../model/virtual-time.ts';
import { createClaims, DEPTH, LEASE, type JobHandlers, type Taken } from './claim-jobs.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { createJobPlaces, MAX_DELIVERIES } from './job-places.ts';

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
  /** Another life of the cloud begins, at a moment that may lie before this one's; its time never goes back behind it. */
  startsAt(moment: number): void;
  /** A transaction stored a job. */
  scheduled(due: number): void;
  /** Takes up no more jobs, for good; resolves when those under way are done. */
  stop(): Promise<void>;
}

/** Ms on the cloud's clock after which a job that broke is tried again. */
const RETRY = 30_000;
/** Ms by which a machine's clock may be put right without a word. */
const JITTER = 1000;
/** A job that broke this often is dropped: nothing about it will change. */
const MAX_BREAKS = 5;

export function createTimeline(core: CloudCore, handlers: JobHandlers): Timeline {
  const { clock } = core.ports;
  /** Calls of `runDue` that are not over. */
  const runs = new Set<Promise<void>>();
  let hint: number | null = null;
  let moving: Promise<unknown> = Promise.resolve();
  /** Advances that are not over. */
  let moves = 0;
  let stopped = false;
  /** The latest moment of the cloud's clock that was seen. */
  let latest = -Infinity;
  /** True once this instance was told that it runs alone: it does for good. */
  let leads = false;
  /** Deliveries that a transaction began, until it ends. */
  const started = new WeakMap<WriteTransaction, Taken[]>();
  const mayRun = (): boolean => moves === 0 && !stopped;
  const places = createJobPlaces(() => {
    if (mayRun()) void rewake().catch((error: unknown) => core.ports.report?.(error));
  });
  const { begin, claim } = createClaims(core, handlers, places);

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
      places.leave(job);
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
    const limit = runnable ? DEPTH : places.ids.size + 32;
    const rows = await core.read(['jobs'], (tx) => tx.getAll('jobs', { index: 'due', limit }));
    const [now, real] = [clock.now(), clock.real()];
    const rate = core.settings.time.rate;
    const moments = rows
      .filter((job) => !places.ids.has(job.id) && !(runnable && job.kind === 'deliver' && job.due <= now))
      .map((job) => (job.lease_until > real ? Math.max(job.due, now + (job.lease_until - real) * rate) : job.due));
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** The machine's clock was set back: the cloud's goes on where it was, or what is due would wait until then. */
  async function notBackwards(): Promise<void> {
    const now = clock.now();
    if (now >= latest - JITTER) latest = Math.max(latest, now);
    else await timeline.setTime((time, real) => movedTo(time, real, latest));
  }

  async function rewake(): Promise<void> {
    hint = await nextDue(places.free === 0);
    core.ports.wake(hint);
  }

  const timeline: Timeline = {
    async runDue({ alone = false } = {}) {
      if (alone) leads = true;
      if (!mayRun()) return;
      await notBackwards();
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
      if (!leads || !mayRun() || places.free === 0) {
        await tx.put('jobs', { ...row, lease_until: 0 });
        return;
      }
      // Its place is taken before its key is known.
      places.reserve();
      const leased = { ...row, lease_until: clock.real() + LEASE };
      const taken: Taken = { job: { ...leased, id: 0 }, rest: null };
      started.set(tx, [...(started.get(tx) ?? []), taken]);
      taken.job.id = (await tx.put('jobs', leased)) as number;
      places.name(taken.job.id);
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
          places.leave(taken.job);
          continue;
        }
        const going = run(taken).finally(() => runs.delete(going));
        runs.add(going);
      }
    },
    failed(tx) {
      for (const { job } of started.get(tx) ?? []) places.leave(job);
    },
    alarmOf({ kind, due, lease_until }) {
      return lease_until !== 0 || (kind === 'deliver' && places.free === 0) ? null : due;
    },
    startsAt(moment) {
      latest = moment;
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
