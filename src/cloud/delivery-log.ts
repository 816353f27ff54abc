// Writes and lists delivery rows: one an attempt, in rising order.
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { WriteTransaction } from './core.ts';
import type { Transaction } from './ports.ts';
import { putRow } from './row-cache.ts';

/** The highest number given inside one transaction, so that it is read once. */
const last = new WeakMap<Transaction, Promise<{ seq: number }>>();

async function nextSeq(tx: Transaction): Promise<number> {
  let reading = last.get(tx);
  if (!reading) {
    reading = tx.getAll('deliveries', { index: 'seq', reverse: true, limit: 1 }).then(([row]) => ({ seq: row?.seq ?? 0 }));
    last.set(tx, reading);
  }
  const highest = await reading;
  return ++highest.seq;
}

/** Stores the first attempt at an event (or a skipped one) and answers it. */
export async function addDelivery(
  tx: WriteTransaction,
  integration: Integration,
  event: StoredEvent,
  rest: Partial<Delivery> = {},
  newId = tx.newId,
): Promise<Delivery> {
  const id = newId(24);
  const row: Delivery = {
    id,
    seq: await nextSeq(tx),
    integration_id: integration.id,
    product_id: integration.product_id,
    user_id: integration.user_id,
    event_id: event.id,
    event_name: event.name,
    coreid: event.coreid,
    journey: event.journey,
    idempotency_key: id,
    attempt: 1,
    state: 'waiting',
    created_at: tx.nowIso,
    started_at: null,
    finished_at: null,
    request: null,
    response: null,
    error: null,
    cause: 'event',
    ...rest,
  };
  await putRow(tx, 'deliveries', row);
  return row;
}

/** Stores a further attempt of the same delivery: same key, next number. */
export async function addAttempt(tx: WriteTransaction, before: Delivery, rest: Partial<Delivery> = {}): Promise<Delivery> {
  const row: Delivery = {
    ...before,
    id: tx.newId(24),
    seq: await nextSeq(tx),
    attempt: before.attempt + 1,
    state: 'waiting',
    created_at: tx.nowIso,
    started_at: null,
    finished_at: null,
    request: null,
    response: null,
    error: null,
    ...rest,
  };
  await putRow(tx, 'deliveries', row);
  return row;
}

export interface DeliveryFilter {
  integration?: string | undefined;
  state?: Delivery['state'] | undefined;
  /** `seq` of the delivery before which the list begins. */
  before?: number | undefined;
  limit: number;
}

/** Rows that one call looks through for a state. */
const SEARCHED = 5_000;
const PAGE = 200;

/** Newest first. `more`: there may be older ones. */
export async function listDeliveries(
  tx: Transaction,
  { integration, state, before, limit }: DeliveryFilter,
): Promise<{ deliveries: Delivery[]; more: boolean }> {
  const found: Delivery[] = [];
  let to = (before ?? Number.MAX_SAFE_INTEGER) - 1;
  for (let searched = 0; searched < SEARCHED; searched += PAGE) {
    const page = await tx.getAll('deliveries', {
      ...(integration === undefined ? { index: 'seq', to } : { index: 'integration', from: [integration], to: [integration, to] }),
      reverse: true,
      limit: PAGE,
    });
    for (const row of page) {
      if (state !== undefined && row.state !== state) continue;
      if (found.length === limit) return { deliveries: found, more: true };
      found.push(row);
    }
    if (page.length < PAGE) return { deliveries: found, more: false };
    to = (page.at(-1) as Delivery).seq - 1;
  }
  return { deliveries: found, more: true };
}
