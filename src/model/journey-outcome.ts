// What became of an event, in one word that a person can act on: the first delivery that went wrong decides.
import type { Delivery } from './integration.ts';
import { journeyState } from './journey-state.ts';

export type Outcome =
  | { kind: 'waiting' | 'unheard' }
  | { kind: 'answered'; status: number }
  /** Dropped before any server was asked. `limit`: too many in a minute. */
  | { kind: 'limit' | 'no-device' | 'disabled' | 'asleep' | 'dropped'; error: string }
  | { kind: 'refused'; status: number; host: string }
  /** No answer at all. */
  | { kind: 'unreachable'; error: string; host: string };

const dropped = (error: string): Outcome => {
  if (error.startsWith('Too many')) return { kind: 'limit', error };
  if (error.includes('needs at least one device')) return { kind: 'no-device', error };
  if (error.includes('disabled')) return { kind: 'disabled', error };
  return { kind: error.startsWith('Sleeping') ? 'asleep' : 'dropped', error };
};

const failed = ({ state, response, request, error }: Delivery): Outcome => {
  if (state === 'skipped') return dropped(error ?? '');
  const host = /^[a-z]+:\/\/([^/?#:]*)/i.exec(request?.url ?? '')?.[1] ?? 'The server';
  // A code says what happened, and its sentence follows a colon.
  return response ? { kind: 'refused', status: response.status, host } : { kind: 'unreachable', error: error?.split(':')[0] ?? '', host };
};

/** The last attempt of each delivery counts. */
export function journeyOutcome(deliveries: readonly Delivery[]): Outcome {
  if (deliveries.length === 0) return { kind: 'unheard' };
  if (journeyState(deliveries) === 'waiting') return { kind: 'waiting' };
  const last = new Map([...deliveries].sort((a, b) => a.seq - b.seq).map((delivery) => [delivery.idempotency_key, delivery]));
  const wrong = [...last.values()].find(({ state }) => state !== 'success');
  return wrong ? failed(wrong) : { kind: 'answered', status: [...last.values()][0]?.response?.status ?? 200 };
}
