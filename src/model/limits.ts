// The numbers of the two rule sets (spec/cloud-api.md §5.6, §5.7, §10) and how a moving minute is counted.
import type { CloudSettings } from './cloud-state.ts';

/** Bytes of an answer that are handed on; the rest is dropped. */
export const RESPONSE_CAP = 100 * 1024;
/** Bytes of one `hook-response` event. */
export const CHUNK_BYTES = 512;
/** How long a server may take, ms. */
export const HOOK_TIMEOUT = 20_000;
/** Redirects that a GET follows. */
export const MAX_REDIRECTS = 5;
/** The moving window of every rate, ms. */
export const WINDOW = 60_000;

export interface HookRules {
  /** Requests to one host in a minute, all hooks together; null: no fixed limit. */
  requests_per_host: number | null;
  /** Requests over that limit that wait for their turn, one after the other, before the next is dropped. */
  queue_per_host: number;
  /** Hooks one device may trigger in a minute. */
  triggers_per_device: number | null;
  /** Webhooks an account may have. */
  hooks_per_user: number | null;
  needs_device: boolean;
  /** Errors in a row after which a hook is disabled. */
  errors_until_disabled: number | null;
  /** Ms between two chunks of one answer. */
  chunk_interval: number;
  /** What a POST without form, json and body carries. */
  default_encoding: 'json' | 'form';
  /** Data of `hook-sent`. */
  sent_data: string;
  /** `hook-sent` is said once the server took the request, or only after it answered well. */
  sent_when: 'taken' | 'success';
  /** Where errors are told when the hook names no topic. */
  error_prefix: 'hook-response' | 'hook-error';
  /** Ms after which a request that met a sleeping host is tried again; then it is dropped. */
  retries: readonly number[];
  /** Ms a host sleeps when failures outnumber successes. */
  sleep: number | null;
  /** Failures in the window below which no host is put to sleep. */
  sleep_after: number;
}

export const HOOK_RULES: Readonly<Record<CloudSettings['rules'], HookRules>> = {
  '2016': {
    requests_per_host: 120,
    queue_per_host: 120,
    triggers_per_device: 10,
    hooks_per_user: 20,
    needs_device: true,
    errors_until_disabled: 10,
    chunk_interval: 250,
    default_encoding: 'json',
    sent_data: 'undefined',
    sent_when: 'taken',
    error_prefix: 'hook-response',
    retries: [],
    sleep: null,
    sleep_after: 0,
  },
  current: {
    requests_per_host: null,
    queue_per_host: 0,
    triggers_per_device: null,
    hooks_per_user: null,
    needs_device: false,
    errors_until_disabled: null,
    chunk_interval: 0,
    default_encoding: 'form',
    sent_data: '',
    sent_when: 'success',
    error_prefix: 'hook-error',
    retries: [30_000, 60_000],
    sleep: 10_000,
    sleep_after: 5,
  },
};

/** One moving window: the moments (ms) that count, oldest first. Moments ahead of now are turns that were promised. */
export interface LimitWindow {
  id: string;
  times: number[];
  /** `host/…` of the current rules: moments of failures, and until when the host sleeps. */
  failures?: number[];
  sleeping_until?: number | null;
}

/** What a window still counts at `now`. Promises far ahead come from a clock that was set back: forgotten. */
export const counted = (times: readonly number[], now: number): number[] =>
  times.filter((time) => time > now - WINDOW && time <= now + 3 * WINDOW);

/**
 * The moment the next request may go, ms: at once while fewer than `limit` fall in the minute before, else in turn, spread
 * evenly; null when `queue` already wait.
 */
export function nextTurn(times: readonly number[], now: number, limit: number, queue: number): number | null {
  const recent = counted(times, now);
  if (recent.filter((time) => time > now).length >= queue && recent.length >= limit) return null;
  const last = recent.at(-1) ?? 0;
  const freed = recent.length < limit ? now : (recent[recent.length - limit] as number) + WINDOW;
  return Math.max(now, freed, last > now ? last + WINDOW / limit : 0);
}

/** One limit as `GET /pocket/limits` tells it. */
export interface Gauge {
  name: string;
  /** What is limited: a host, a device id or `api`, an integration id, an account's address. */
  key: string;
  used: number;
  limit: number;
  /** Ms, or null for a count that no minute resets. */
  window: number | null;
  /** ISO moment at which `used` falls next, or null. */
  resets_at: string | null;
  /** How many wait for their turn. */
  waiting?: number;
  /** The queue is full too: what comes now is dropped. */
  full?: true;
}
