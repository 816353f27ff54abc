// Decides which integrations an event triggers and makes their work, in the transaction that stores the event.
import type { StoredEvent } from '../model/event.ts';
import type { Integration } from '../model/integration.ts';
import { HOOK_RULES, type HookRules } from '../model/limits.ts';
import type { WriteTransaction } from './core.ts';
import { addDelivery } from './delivery-log.ts';
import { deviceKey, takePlace } from './rate-limit.ts';

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

/**
 * Stores one delivery and one job for every integration that `event` triggers. Call it once an event, inside the transaction
 * that stored it (tables: PUBLISH_TABLES).
 */
export async function deliverJobsFor(tx: WriteTransaction, event: StoredEvent): Promise<void> {
  if (event.origin === 'integration') return;
  const found: Integration[] = [];
  if (event.product_id !== null) found.push(...(await tx.getAll('integrations', { index: 'product', only: event.product_id })));
  if (event.user_id !== null)
    found.push(...(await tx.getAll('integrations', { index: 'user', only: event.user_id })).filter((row) => row.product_id === null));
  const listening = found.filter((integration) => listensTo(integration, event));
  if (listening.length === 0) return;
  const rules = HOOK_RULES[(await tx.get('settings', 'settings'))?.rules ?? '2016'];
  for (const integration of listening) {
    const refusal = await whyNot(tx, integration, event, rules);
    const delivery = await addDelivery(tx, integration, event, refusal === null ? {} : { state: 'skipped', error: refusal, finished_at: tx.nowIso });
    if (refusal === null) await tx.put('jobs', { kind: 'deliver', due: tx.now, lease_until: 0, payload: { delivery_id: delivery.id } });
  }
}

/** Why an integration that listens is not run now, or null. */
async function whyNot(tx: WriteTransaction, integration: Integration, event: StoredEvent, rules: HookRules): Promise<string | null> {
  if (integration.disabled) return 'disabled';
  const devices = await tx.count('devices', { index: 'owner', only: integration.user_id });
  if (rules.needs_device && devices === 0) return 'no device';
  if (rules.triggers_per_device === null) return null;
  const limit = rules.triggers_per_device * (event.coreid === 'api' ? Math.max(1, devices) : 1);
  return (await takePlace(tx, deviceKey(integration.user_id, event.coreid), tx.now, limit)) ? null : 'too many triggers';
}
