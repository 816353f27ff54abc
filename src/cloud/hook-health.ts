// Keeps the health of a hook: its run of errors, its counters a day, and when a host is put to sleep (spec/cloud-api.md §5.7).
import type { IntegrationHealth } from '../model/integration.ts';
import { WINDOW, type HookRules } from '../model/limits.ts';
import type { WriteTransaction } from './core.ts';
import type { Transaction } from './ports.ts';
import { hostKey } from './rate-limit.ts';
import { getRow, updateRow } from './row-cache.ts';

/** Days that `counters` reach back. */
const DAYS = 30;

export const freshHealth = (id: string): IntegrationHealth => ({
  id,
  consecutive_errors: 0,
  disabled_reason: null,
  disabled_at: null,
  sleeping_until: null,
  counters: [],
});

export const healthOf = async (tx: Transaction, id: string): Promise<IntegrationHealth> =>
  (await getRow(tx, 'health', id)) ?? freshHealth(id);

type Outcome = 'success' | 'error' | 'sleep';

/**
 * Adds one outcome to today's counters (UTC) and stores the health. `inRow` counts an error towards the run that disables a
 * hook; a success always ends the run.
 */
export async function countOutcome(tx: WriteTransaction, id: string, outcome: Outcome, inRow = false): Promise<IntegrationHealth> {
  const date = tx.nowIso.slice(0, 10);
  const counted = await updateRow(tx, 'health', id, (row) => {
    const health = row ?? freshHealth(id);
    const today = health.counters.find((day) => day.date === date) ?? { date, success: 0, error: 0, sleep: 0 };
    return {
      ...health,
      consecutive_errors: outcome === 'success' ? 0 : health.consecutive_errors + (inRow ? 1 : 0),
      counters: [{ ...today, [outcome]: today[outcome] + 1 }, ...health.counters.filter((day) => day !== today)].slice(0, DAYS),
    };
  });
  return counted as IntegrationHealth;
}

/** The moment (ms) until which a host sleeps, or null when it is awake. */
export async function sleepOf(tx: Transaction, host: string, now: number): Promise<number | null> {
  const until = (await getRow(tx, 'limits', hostKey(host)))?.sleeping_until ?? null;
  return until !== null && until > now ? until : null;
}

/** Moments that are kept of each kind: with more than this many successes in a minute, a host is awake. */
const MOST_JUDGED = 500;

/** Counts an answer of a host; puts it to sleep when failures outnumber successes in the last minute (`current` rules). */
export async function judgeHost(tx: WriteTransaction, host: string, failed: boolean, rules: HookRules): Promise<void> {
  if (rules.sleep === null) return;
  const { sleep, sleep_after } = rules;
  const id = hostKey(host);
  const recent = (times: readonly number[] = []): number[] =>
    times.filter((time) => time > tx.now - WINDOW && time <= tx.now).slice(-MOST_JUDGED);
  await updateRow(tx, 'limits', id, (row) => {
    const times = recent(row?.times);
    const failures = recent(row?.failures);
    (failed ? failures : times).push(tx.now);
    const sleeps = failed && failures.length >= sleep_after && failures.length > times.length;
    return { id, times, failures, sleeping_until: sleeps ? tx.now + sleep : (row?.sleeping_until ?? null) };
  });
}
