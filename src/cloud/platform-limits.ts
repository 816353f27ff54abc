// What the platform allows one address, whoever calls: requests, sign-ins, streams, look-ups (spec/cloud-api.md §0.6).
import { ApiError, isApiError } from '../model/errors.ts';
import type { Clock } from './ports.ts';

const MINUTE = 60_000;
const LOCK = 30 * MINUTE;
/** Event streams of `/v1/` that may be open at once. */
export const MAX_STREAMS = 100;
/** Calls in a moving window of so many ms. */
const RATES = {
  request: [10_000, 5 * MINUTE],
  token: [100, 5 * MINUTE],
  // Users that are made, and whatever is asked about tokens.
  'account call': [100, 5 * MINUTE],
  'event stream': [100, 5 * MINUTE],
  'look-up': [50, 60 * MINUTE],
} as const;

export type Counted = keyof typeof RATES;

/** Kept in memory: they protect the cloud's host, and a cloud that lives in a tab forgets them with it. */
export interface PlatformLimits {
  /** Counts one call; `of` when each account has its own count. Throws 429. */
  take(what: Counted, of?: string): void;
  /** Runs one try to get a token. After ten wrong passwords in a row nobody gets one for 30 minutes. */
  signIn<T>(work: () => Promise<T>): Promise<T>;
}

export const tooMany = (what: string, ms: number): ApiError =>
  new ApiError('rate_limited', `Too many ${what}. Try again in ${Math.ceil(ms / 1000)} seconds.`, { retryAfter: ms / 1000 });

export function createPlatformLimits(clock: Clock): PlatformLimits {
  /** The last moments, in a ring as long as the limit: the place to write next holds the one that is a whole limit ago. */
  const rings = new Map<string, { times: number[]; next: number }>();
  let wrong = 0;
  let locked = -Infinity;

  const take: PlatformLimits['take'] = (what, of) => {
    const [limit, window] = RATES[what];
    const now = clock.now();
    const key = what + (of ?? '');
    let ring = rings.get(key);
    if (!ring) rings.set(key, (ring = { times: [], next: 0 }));
    const passed = now - (ring.times[ring.next] ?? -Infinity);
    // A moment ahead of now is from before the clock was set back.
    if (passed >= 0 && passed < window) throw tooMany(`${what}s`, window - passed);
    ring.times[ring.next] = now;
    ring.next = (ring.next + 1) % limit;
  };

  return {
    take,
    async signIn(work) {
      const passed = clock.now() - locked;
      if (passed >= 0 && passed < LOCK) throw tooMany('wrong passwords', LOCK - passed);
      take('token');
      try {
        const token = await work();
        wrong = 0;
        return token;
      } catch (error) {
        if (isApiError(error) && error.code === 'invalid_grant' && ++wrong === 10) {
          wrong = 0;
          locked = clock.now();
        }
        throw error;
      }
    },
  };
}
