// The only writer of events: stores one with its deliver jobs in one transaction; publishes that come together share it.
import type { StoredEvent } from '../model/event.ts';
import { PUBLISH_TABLES, type CloudCore, type EventDraft, type WriteTransaction } from './core.ts';
import { deliverJobsFor } from './integration-match.ts';

/** Stores an event inside an open transaction and answers it with its id. Streams must be told after the commit. */
export async function storeEvent(tx: WriteTransaction, draft: EventDraft): Promise<StoredEvent> {
  const row: Omit<StoredEvent, 'id'> = {
    name: draft.name,
    data: draft.data,
    ttl: draft.ttl ?? '60',
    published_at: tx.nowIso,
    coreid: draft.coreid,
    user_id: draft.user_id,
    product_id: draft.product_id,
    origin: draft.origin,
    journey: draft.journey ?? tx.newId(24),
  };
  if (draft.version !== undefined) row.version = draft.version;
  if (draft.integration_id !== undefined) row.integration_id = draft.integration_id;
  if (draft.delivery_id !== undefined) row.delivery_id = draft.delivery_id;
  if (draft.hook !== undefined) row.hook = draft.hook;
  const event: StoredEvent = { ...row, id: (await tx.put('events', row)) as number };
  await deliverJobsFor(tx, event);
  return event;
}

interface Waiting {
  draft: EventDraft;
  resolve(event: StoredEvent): void;
  reject(error: unknown): void;
}

/** Events in one transaction: enough to be fast, few enough that nobody waits long. */
const GROUP = 64;

/** Answers a `publish` that commits in groups: while one transaction runs, the next publishes gather (spec/service-worker.md §5). */
export function createPublish(core: Pick<CloudCore, 'write' | 'publishIn'>): (draft: EventDraft) => Promise<StoredEvent> {
  const queue: Waiting[] = [];
  let flushing = false;

  const store = (group: readonly Waiting[]): Promise<StoredEvent[]> =>
    core.write(PUBLISH_TABLES, async (tx) => {
      const events: StoredEvent[] = [];
      for (const { draft } of group) events.push(await core.publishIn(tx, draft));
      return events;
    });

  async function flush(): Promise<void> {
    flushing = true;
    while (queue.length > 0) {
      const group = queue.splice(0, GROUP);
      try {
        const events = await store(group);
        group.forEach((waiting, at) => waiting.resolve(events[at] as StoredEvent));
      } catch (error) {
        // One bad publish must not fail the others of its group.
        if (group.length === 1) group[0]?.reject(error);
        else for (const waiting of group) await store([waiting]).then(([event]) => waiting.resolve(event as StoredEvent), waiting.reject);
      }
    }
    flushing = false;
  }

  return (draft) =>
    new Promise((resolve, reject) => {
      queue.push({ draft, resolve, reject });
      if (!flushing) void flush();
    });
}
