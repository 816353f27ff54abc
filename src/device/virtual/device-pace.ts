// A device's own time: it follows the cloud's virtual clock, runs loop() a thousand times a virtual second, and sleeps in between (spec/virtual-device.md §4).
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';

/** Real ms that many short waits share: one true suspension for all of them. */
const SLICE = 8;
/** The same where each of them is a request to the cloud's worker. */
const BLOCKED_SLICE = 40;
/** Real ms that firmware may run at a stretch; then everything else on this thread has its turn. */
const LONGEST_RUN = 4;
/** Virtual ms behind the clock from which on short waits count for more: a clock that was moved by an hour is caught up with in a blink. */
const FAR_BEHIND = 500;
/** The longest step that a short wait is stretched to: what polls `millis()` still sees every tenth of a second. */
const LONGEST_STEP = 100;
const SHORT_WAIT = 10;
/** Nobody waits for a device that catches up with a year. */
const FARTHEST_BEHIND = 24 * 3600 * 1000;
/** Reading the clock takes time, as on a board: a loop that only reads it ends, also while the cloud's clock stands still. */
const READ_COST = 0.001;
const LONGEST_TIMEOUT = 60_000;

export interface PaceOptions {
  time: VirtualTime;
  /** Cloud ms at which the run began. */
  booted_at: number;
  /** Real epoch ms. */
  now(): number;
  hasMail(): boolean;
  /** Lets others work for so many real ms, or less when a message comes. */
  rest(ms: number): Promise<void> | void;
  /** `rest` blocks instead of giving a promise: no JSPI. */
  blocks: boolean;
  /** Called before each rest: what was gathered goes out. */
  flush(): void;
}

export interface DevicePace {
  /** Virtual ms since boot on the device's own clock. Reading takes time. */
  read(): number;
  /** The same without taking time, for the host. */
  readonly elapsed: number;
  /** Cloud ms. */
  readonly moment: number;
  wait(ms: number): number | Promise<number>;
  setTime(time: VirtualTime): void;
}

export function createDevicePace({ time: given, booted_at, now, hasMail, rest, blocks, flush }: PaceOptions): DevicePace {
  let time = given;
  /** The device's own time, virtual ms. It never runs back. */
  let own = 0;
  let cloud = 0;
  let running_since = now();

  /** What the cloud's clock says, ms since boot. */
  const cloudTime = (): number => (cloud = Math.max(cloud, virtualNow(time, now()) - booted_at));

  /** How long a wait really is. */
  const stepOf = (ms: number): number => {
    const behind = cloudTime() - own;
    if (behind > FARTHEST_BEHIND) own = cloud - FARTHEST_BEHIND;
    return ms > SHORT_WAIT || behind < FAR_BEHIND ? ms : Math.min(LONGEST_STEP, Math.max(ms, behind / FAR_BEHIND));
  };

  const restFor = (target: number): number => {
    if (time.rate === 0) return LONGEST_TIMEOUT;
    return Math.min(LONGEST_TIMEOUT, Math.max(blocks ? BLOCKED_SLICE : SLICE, (target - cloud) / time.rate));
  };

  /** At the end of a wait: at the deadline, not where the timer happened to wake (it is late by milliseconds times the rate). */
  const arrive = (target: number): number => {
    own = Math.max(own, Math.min(target, cloudTime()));
    running_since = now();
    return hasMail() ? 1 : 0;
  };

  const asleep = (target: number): boolean => !hasMail() && cloudTime() < target;

  /** A run that took too long gives as much time as it took. */
  const pause = (target: number): number => (asleep(target) ? restFor(target) : LONGEST_RUN);

  async function sleep(target: number): Promise<number> {
    flush();
    do await rest(pause(target));
    while (asleep(target));
    return arrive(target);
  }

  function block(target: number): number {
    flush();
    do void rest(pause(target));
    while (asleep(target));
    return arrive(target);
  }

  return {
    read: () => (own += READ_COST),
    get elapsed() {
      return own;
    },
    get moment() {
      return booted_at + own;
    },
    wait(ms) {
      const ran = now() - running_since;
      if (hasMail() && ran < LONGEST_RUN) return 1;
      const target = own + (ms === 0 ? READ_COST : stepOf(ms));
      if (ran < LONGEST_RUN && target <= cloudTime()) {
        own = target;
        return 0;
      }
      return blocks ? block(target) : sleep(target);
    },
    setTime(next) {
      time = next;
      cloudTime();
    },
  };
}
