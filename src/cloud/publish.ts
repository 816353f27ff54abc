// The only writer of events: stores one with its deliver jobs in one transaction; publishes that come together share it.
import type { StoredEvent } from '../model/event.ts';
import type { CloudCore, EventDraft, WriteTransaction } from './core.ts';
import { groupedWrite } from './grouped-write.ts';
import { deliverJobsFor } from './integration-match.ts';
import { rememberRow } from './row-cache.ts';

/** Stores an event inside an open transaction and answers it with its id. Streams must be told after the commit. */
export async function storeEvent(core: CloudCore, tx: WriteTransaction, draft: EventDraft): Promise<StoredEvent> {
  // Taken at once, in order of arrival: publishes that share a transaction get the ids that they would get one by one.
  const newId = draft.origin === 'integration' ? tx.newId : tx.ids();
  const row: Omit<StoredEvent, 'id'> = {
    name: draft.name,
    data: draft.data,
    ttl: draft.ttl ?? '60',
    published_at: tx.nowIso,
    coreid: draft.coreid,
    user_id: draft.user_id,
    product_id: draft.product_id,
    origin: draft.origin,
    journey: draft.journey ?? newId(24),
  };
  if (draft.version !== undefined) row.version = draft.version;
  if (draft.integration_id !== undefined) row.integration_id = draft.integration_id;
  if (draft.delivery_id !== undefined) row.delivery_id = draft.delivery_id;
  if (draft.hook !== undefined) row.hook = draft.hook;
  if (draft.via !== undefined) row.via = draft.via;
  const event: StoredEvent = { ...row, id: (await tx.put('events', row)) as number };
  rememberRow(tx, 'events', event);
  await deliverJobsFor(core, tx, event, newId);
  return event;
}

/** Answers a `publish` that commits in groups: while one transaction runs, the next publishes gather (spec/service-worker.md §5). */
export const createPublish =
  (core: CloudCore): ((draft: EventDraft) => Promise<StoredEvent>) =>
  (draft) =>
    groupedWrite(core, (tx) => core.publishIn(tx, draft));
