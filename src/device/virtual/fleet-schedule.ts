// When each device of a simulated fleet publishes, and what: from a seed, so that the same fleet says the same things.
import { seedOf } from './random-seed.ts';

export interface FleetPlan {
  /** Devices with the same seed have the same ids. */
  seed: string;
  /** 1 … 1000. */
  count: number;
  /** Virtual ms between two events of one device. */
  interval: number;
  /** `spread`: each device begins somewhere in the first interval. `burst`: all at once. */
  rhythm: 'spread' | 'burst';
  /** How late an event may be: a part of the interval, 0 … 0.5. */
  jitter: number;
  event: string;
}

export interface FleetEvent {
  device: string;
  name: string;
  data: string;
}

/** 0 … 1. */
const chance = (text: string, turn: number): number => seedOf(text, turn) / 0x100000000;

/** 24 hex, as newer boards carry them. */
export const fleetId = (seed: string, index: number): string =>
  `e00fce68${seedOf(`${seed}:${index}`, 1).toString(16).padStart(8, '0')}${seedOf(`${seed}:${index}`, 2).toString(16).padStart(8, '0')}`;

export const fleetIds = ({ seed, count }: Pick<FleetPlan, 'seed' | 'count'>): string[] =>
  Array.from({ length: count }, (_, index) => fleetId(seed, index));

interface Turn {
  at: number;
  index: number;
  turn: number;
}

/** A heap by time: a thousand devices each move to their next turn at every event. */
class Turns {
  readonly #all: Turn[] = [];
  get first(): Turn | undefined {
    return this.#all[0];
  }
  push(turn: Turn): void {
    const all = this.#all;
    let at = all.push(turn) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((all[above] as Turn).at <= turn.at) break;
      all[at] = all[above] as Turn;
      at = above;
    }
    all[at] = turn;
  }
  /** Puts another in the place of the first. */
  replaceFirst(turn: Turn): void {
    const all = this.#all;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= all.length) break;
      if (below + 1 < all.length && (all[below + 1] as Turn).at < (all[below] as Turn).at) below += 1;
      if ((all[below] as Turn).at >= turn.at) break;
      all[at] = all[below] as Turn;
      at = below;
    }
    all[at] = turn;
  }
}

/** A device that is later than this many intervals forgets what it missed: nobody waits for a fleet that catches up with a week. */
const LATEST = 3;

export interface FleetSchedule {
  /** Everything due at `now` (cloud ms), in order, at most `limit`. */
  due(now: number, limit: number): FleetEvent[];
  /** Cloud ms of the next event. */
  readonly next: number;
  /** Events that were left out because the clock ran away. */
  readonly missed: number;
}

export function createFleetSchedule(plan: FleetPlan, start: number): FleetSchedule {
  const { seed, interval, event } = plan;
  const ids = fleetIds(plan);
  const turns = new Turns();
  let missed = 0;
  const momentOf = (index: number, turn: number): number => {
    const phase = plan.rhythm === 'spread' ? chance(`${seed}/${index}/phase`, 0) * interval : 0;
    const stray = turn === 0 ? 0 : chance(`${seed}/${index}/stray`, turn) * plan.jitter * interval;
    return start + phase + turn * interval + stray;
  };
  for (let index = 0; index < plan.count; index++) turns.push({ at: momentOf(index, 0), index, turn: 0 });

  const dataOf = (index: number, turn: number): string => {
    const around = 15 + 10 * chance(`${seed}/${index}/place`, 0);
    return JSON.stringify({ id: turn + 1, t: Math.round((around + 2 * chance(`${seed}/${index}/t`, turn)) * 10) / 10 });
  };

  return {
    due(now, limit) {
      const events: FleetEvent[] = [];
      for (let first = turns.first; first && first.at <= now && events.length < limit; first = turns.first) {
        const { index, turn } = first;
        events.push({ device: ids[index] as string, name: event, data: dataOf(index, turn) });
        const skipped = Math.max(0, Math.floor((now - momentOf(index, turn + 1)) / interval) - LATEST);
        missed += skipped;
        const next = turn + 1 + skipped;
        turns.replaceFirst({ at: Math.max(first.at, momentOf(index, next)), index, turn: next });
      }
      return events;
    },
    get next() {
      return turns.first?.at ?? Infinity;
    },
    get missed() {
      return missed;
    },
  };
}
