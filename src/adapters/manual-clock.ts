// A clock that moves only when told, for tests and for playing back: real and virtual time stand still between moves.
import type { Clock } from '../cloud/ports.ts';
import { virtualNow, type VirtualTime } from '../model/virtual-time.ts';

export interface ManualClock extends Clock {
  /** Lets real time pass; virtual time follows at its rate. Runs no job. */
  pass(ms: number): void;
  /** As `Ports.every`, on this clock's real time. */
  every(ms: number, tick: () => void): () => void;
  /** Real moment of the next tick, or null. */
  nextTick(): number | null;
}

/** Starts at `start` (ms). */
export function createManualClock(start = Date.UTC(2026, 0, 1, 12)): ManualClock {
  let real = start;
  let time: VirtualTime = { epoch: start, origin: start, rate: 1 };
  const tickers = new Set<{ ms: number; next: number; tick: () => void }>();
  const nextTick = (): number | null => (tickers.size === 0 ? null : Math.min(...[...tickers].map((ticker) => ticker.next)));
  return {
    now: () => virtualNow(time, real),
    real: () => real,
    set(given) {
      time = given;
    },
    pass(ms) {
      const end = real + ms;
      for (let next = nextTick(); next !== null && next <= end; next = nextTick()) {
        real = next;
        for (const ticker of [...tickers]) {
          if (ticker.next > real || !tickers.has(ticker)) continue;
          ticker.next += ticker.ms;
          ticker.tick();
        }
      }
      real = end;
    },
    every(ms, tick) {
      const ticker = { ms, next: real + ms, tick };
      tickers.add(ticker);
      return () => tickers.delete(ticker);
    },
    nextTick,
  };
}
