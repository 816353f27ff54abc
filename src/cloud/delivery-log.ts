// Writes delivery rows: one a attempt, in rising order.
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { WriteTransaction } from './core.ts';
import type { Transaction } from './ports.ts';

/** The highest number given inside one transaction, so that it is read once. */
const last = new WeakMap<Transaction, number>();

async function nextSeq(tx: Transaction): Promise<number> {
  const known = last.get(tx) ?? (await tx.getAll('deliveries', { index: 'seq', reverse: true, limit: 1 }))[0]?.seq ?? 0;
  last.set(tx, known + 1);
  return known + 1;
}

/** Stores the first attempt at an event (or a skipped one) and answers it. */
export async function addDelivery(
  tx: WriteTransaction,
  integration: Integration,
  event: StoredEvent,
  rest: Partial<Delivery> = {},
): Promise<Delivery> {
  const id = tx.newId(24);
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
  await tx.put('deliveries', row);
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
  await tx.put('deliveries', row);
  return row;
}
