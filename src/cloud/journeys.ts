// Tells what one publish caused: its events, the attempts to call servers and what the servers received.
import { ApiError } from '../model/errors.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Delivery } from '../model/integration.ts';
import { journeyState, type JourneyState } from '../model/journey-state.ts';
import type { ServerRequest } from '../model/server.ts';
import { listEvents } from './list-events.ts';
import type { TableName, Transaction } from './ports.ts';

export const JOURNEY_TABLES: readonly TableName[] = ['events', 'deliveries', 'server_requests'];

export interface JourneyRow {
  id: string;
  /** The event it began with. */
  event: StoredEvent;
  state: JourneyState;
  /** Integrations it reached. */
  hooks: number;
}

const ofJourney = (id: string) => ({ index: 'journey', only: id }) as const;

/** Newest first; `before` is an event id. */
export async function listJourneys(
  tx: Transaction,
  page: { before?: number | undefined; limit: number },
): Promise<{ journeys: JourneyRow[]; more: boolean }> {
  // Events of hooks always follow one of another origin: what came first is never theirs.
  const { events, more } = await listEvents(tx, page, (event) => event.origin !== 'integration');
  const journeys: JourneyRow[] = [];
  for (const event of events) {
    const first = (await tx.getAll('events', { ...ofJourney(event.journey), limit: 1 }))[0];
    if (first?.id !== event.id) continue;
    const deliveries = await tx.getAll('deliveries', ofJourney(event.journey));
    const hooks = new Set(deliveries.map((delivery) => delivery.integration_id)).size;
    journeys.push({ id: event.journey, event, state: journeyState(deliveries), hooks });
  }
  return { journeys, more };
}

/** Everything of one journey, oldest first. Throws 404. */
export async function readJourney(
  tx: Transaction,
  id: string,
): Promise<{ id: string; events: StoredEvent[]; deliveries: Delivery[]; requests: ServerRequest[] }> {
  const events = await tx.getAll('events', ofJourney(id));
  const deliveries = (await tx.getAll('deliveries', ofJourney(id))).sort((a, b) => a.seq - b.seq);
  if (events.length === 0 && deliveries.length === 0) throw new ApiError('not_found', 'Journey not found. It may be older than the log.');
  return { id, events, deliveries, requests: await tx.getAll('server_requests', ofJourney(id)) };
}
