// Decides which integrations an event triggers and makes their work, in the transaction that stores the event.
import type { StoredEvent } from '../model/event.ts';
import type { Integration } from '../model/integration.ts';
import { HOOK_RULES, type HookRules } from '../model/limits.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { addDelivery } from './delivery-log.ts';
import { hookEvent } from './hook-events.ts';
import { countOutcome } from './hook-health.ts';
import { deviceKey, takePlace } from './rate-limit.ts';
import { rememberRow } from './row-cache.ts';
import { renderTopics } from './render-request.ts';

/** `error` of a delivery that a disabled hook did not make. */
const DISABLED = 'The webhook is disabled';

/** True when this integration listens to this event (spec/cloud-api.md §5.3), whatever its health. */
export function listensTo(integration: Integration, event: StoredEvent): boolean {
  // Origin, not name: a custom response topic need not contain `hook-` (spec §11).
  if (event.origin === 'integration') return false;
  if (integration.integration_type !== 'Webhook' || !event.name.startsWith(integration.event)) return false;
  if (integration.product_id !== null) return integration.product_id === event.product_id;
  if (integration.user_id !== event.user_id) return false;
  // What a product says of itself through the API is not said by the account's own devices.
  if (event.product_id !== null && event.coreid === 'api') return false;
  return !integration.deviceID || integration.deviceID === event.coreid;
}

/** The last event of each open transaction whose turn it is. */
const turns = new WeakMap<WriteTransaction, Promise<unknown>>();

/**
 * Stores one delivery and one job for every integration that `event` triggers. Call it once an event, inside the transaction
 * that stored it (tables: PUBLISH_TABLES). Events that share a transaction take turns: work is numbered as if each came alone.
 */
export async function deliverJobsFor(
  core: CloudCore,
  tx: WriteTransaction,
  event: StoredEvent,
  newId: WriteTransaction['newId'],
): Promise<void> {
  if (event.origin === 'integration') return;
  const turn = Promise.resolve(turns.get(tx)).then(() => trigger(core, tx, event, newId));
  turns.set(tx, turn);
  // The rows are on their way, in order: the next turn need not wait for their keys.
  await Promise.all(await turn);
}

async function trigger(
  core: CloudCore,
  tx: WriteTransaction,
  event: StoredEvent,
  newId: WriteTransaction['newId'],
): Promise<Promise<unknown>[]> {
  const rules = HOOK_RULES[tx.settings.rules];
  const jobs: Promise<unknown>[] = [];
  for (const integration of (await candidates(tx, event)).filter((one) => listensTo(one, event))) {
    const refusal = await whyNot(tx, integration, event, rules);
    if (refusal === null) {
      const delivery = await addDelivery(tx, integration, event, {}, newId);
      rememberRow(tx, 'integrations', integration);
      jobs.push(core.timeline.start(tx, delivery.id));
    } else await skip(tx, integration, event, rules, refusal, newId);
  }
  return jobs;
}

/** Integrations by owner as one transaction found them: a group of publishes reads them once. */
const found = new WeakMap<WriteTransaction, Map<string, Promise<Integration[]>>>();

async function candidates(tx: WriteTransaction, event: StoredEvent): Promise<Integration[]> {
  let read = found.get(tx);
  if (!read) found.set(tx, (read = new Map()));
  const of = (index: 'product' | 'user', only: string | number): Promise<Integration[]> => {
    const known = read.get(`${index}/${only}`) ?? tx.getAll('integrations', { index, only });
    read.set(`${index}/${only}`, known);
    return known;
  };
  const ofProduct = event.product_id === null ? [] : await of('product', event.product_id);
  const ofUser = event.user_id === null ? [] : await of('user', event.user_id);
  return [...ofProduct, ...ofUser.filter((integration) => integration.product_id === null)];
}

/** Why an integration that listens is not run now, or null. */
async function whyNot(tx: WriteTransaction, integration: Integration, event: StoredEvent, rules: HookRules): Promise<string | null> {
  if (integration.disabled) return DISABLED;
  const limit = rules.triggers_per_device;
  if (!rules.needs_device || limit === null) return null;
  const owned = await tx.count('devices', { index: 'owner', only: integration.user_id });
  // A fleet need not be claimed: the product's own devices count for its hooks.
  const devices =
    owned === 0 && integration.product_id !== null ? await tx.count('devices', { index: 'product', only: integration.product_id }) : owned;
  if (devices === 0) return 'A webhook needs at least one device on its account, dropped';
  // The API has no device of its own: it may trigger as often as all devices of the account together.
  const allowed = event.coreid === 'api' ? limit * devices : limit;
  const taken = await takePlace(tx, deviceKey(integration.user_id, event.coreid), tx.now, allowed);
  return taken ? null : `Too many webhooks from ${event.coreid === 'api' ? 'the API' : 'this device'} in a minute (${allowed}), dropped`;
}

/** A disabled hook stays silent; any other refusal is told as an event, so that nothing is dropped unseen. */
async function skip(
  tx: WriteTransaction,
  integration: Integration,
  event: StoredEvent,
  rules: HookRules,
  error: string,
  newId: WriteTransaction['newId'],
): Promise<void> {
  const delivery = await addDelivery(tx, integration, event, { state: 'skipped', error, finished_at: tx.nowIso }, newId);
  await countOutcome(tx, integration.id, 'sleep');
  if (error === DISABLED) return;
  const name = `${renderTopics(integration, event, rules).error}/0`;
  const draft = { ...hookEvent(integration, event, delivery, 'skipped', name, error), ttl: '60', journey: event.journey };
  await tx.put('jobs', { kind: 'publish', due: tx.now, lease_until: 0, payload: { event: draft } });
}
