// Writes and lists delivery rows: one an attempt, in rising order.
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { WriteTransaction } from './core.ts';
import type { Query, Transaction } from './ports.ts';
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
  /** Id of the account whose webhook it is: its sandbox's, or one of its products'. */
  user?: string | undefined;
  product?: number | undefined;
  state?: Delivery['state'] | undefined;
  /** `seq` of the delivery before which the list begins. */
  before?: number | undefined;
  limit: number;
}

/** Rows that one call looks through for a state. */
const SEARCHED = 5_000;
const PAGE = 200;

/** The narrowest index, from `to` down: what others sent is never read. */
function query({ integration, product, user }: DeliveryFilter, to: number): Query {
  const page = { reverse: true, limit: PAGE } as const;
  const below = (index: string, key: string | number): Query => ({ ...page, index, from: [key], to: [key, to] });
  if (integration !== undefined) return below('integration', integration);
  if (product !== undefined) return below('product', product);
  return user === undefined ? { ...page, index: 'seq', to } : below('user', user);
}

/** Newest first. `more`: there may be older ones. */
export async function listDeliveries(tx: Transaction, filter: DeliveryFilter): Promise<{ deliveries: Delivery[]; more: boolean }> {
  const { state, user, product, before, limit } = filter;
  const wanted = (row: Delivery): boolean =>
    (state === undefined || row.state === state) &&
    (user === undefined || row.user_id === user) &&
    (product === undefined || row.product_id === product);
  const found: Delivery[] = [];
  let to = (before ?? Number.MAX_SAFE_INTEGER) - 1;
  for (let searched = 0; searched < SEARCHED; searched += PAGE) {
    const page = await tx.getAll('deliveries', query(filter, to));
    for (const row of page) {
      if (!wanted(row)) continue;
      if (found.length === limit) return { deliveries: found, more: true };
      found.push(row);
    }
    if (page.length < PAGE) return { deliveries: found, more: false };
    to = (page.at(-1) as Delivery).seq - 1;
  }
  return { deliveries: found, more: true };
}
