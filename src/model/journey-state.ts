// Whether a journey is over, and how it ended.
import type { Delivery } from './integration.ts';

export type JourneyState = 'waiting' | 'done' | 'error';

/** The last attempt of each delivery decides: an interrupted one is followed by another, or it waits for that. */
export function journeyState(deliveries: readonly Pick<Delivery, 'seq' | 'idempotency_key' | 'state'>[]): JourneyState {
  const last = new Map<string, Delivery['state']>();
  for (const { idempotency_key, state } of [...deliveries].sort((a, b) => a.seq - b.seq)) last.set(idempotency_key, state);
  const states = [...last.values()];
  if (states.some((state) => state === 'waiting' || state === 'running' || state === 'interrupted')) return 'waiting';
  // What was dropped reached nobody: that is no good end either.
  return states.includes('error') || states.includes('skipped') ? 'error' : 'done';
}
