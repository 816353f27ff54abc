// The first half of a delivery, in one transaction: is it still wanted, is it its turn, and what exactly is sent.
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { Job } from '../model/job.ts';
import { HOOK_RULES } from '../model/limits.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { addAttempt } from './delivery-log.ts';
import { publishError, type HookScene } from './hook-events.ts';
import { countOutcome, sleepOf } from './hook-health.ts';
import { hostKey, reserveTurn } from './rate-limit.ts';
import { getRow, putRow } from './row-cache.ts';
import { checkTopics, RenderError, renderRequest, renderTopics, type RenderedRequest } from './render-request.ts';

/** A call that is to be made now. */
export interface Call {
  delivery: Delivery;
  integration: Integration;
  event: StoredEvent;
  request: RenderedRequest;
}

/** What a sleeping host's hook tells, in the vendor's words (spec/cloud-api.md §5.7). */
const SLEEPING = 'Sleeping, too many errors, please wait and try again';

/** Answers the call to make, or null when the delivery waits, was dropped or is over (its job is gone then). */
export async function beginDelivery(core: CloudCore, tx: WriteTransaction, job: Job & { kind: 'deliver' }): Promise<Call | null> {
  const found = await getRow(tx, 'deliveries', job.payload.delivery_id);
  if (!found || (found.state !== 'waiting' && found.state !== 'running')) {
    const row = await tx.get('jobs', job.id);
    // Another runner may have gone on with this very row.
    return row?.kind === 'deliver' && row.payload.delivery_id !== job.payload.delivery_id ? null : done(tx, job.id);
  }

  const [integration, event] = await Promise.all([getRow(tx, 'integrations', found.integration_id), getRow(tx, 'events', found.event_id)]);
  const byHand = found.cause === 'replay';
  if (!integration) return drop(tx, job.id, found, 'The webhook was deleted');
  if (!event) return drop(tx, job.id, found, 'The event is not kept any more');
  // A person who sends a request again wants to see whether the server is well, before the hook is enabled.
  if (integration.disabled && !byHand) return drop(tx, job.id, found, 'The webhook is disabled');

  const interrupted = found.state === 'running';
  const delivery = interrupted ? await nextAttempt(tx, job, found) : found;
  const rules = HOOK_RULES[tx.settings.rules];
  const scene: HookScene = { core, tx, integration, event, delivery, rules };
  const topic = (): string => renderTopics(integration, event, rules).error;

  const request = byHand && delivery.request ? delivery.request : built(scene);
  if (typeof request === 'string') {
    await countOutcome(tx, integration.id, 'error');
    await publishError(scene, topic(), request);
    return drop(tx, job.id, { ...delivery, started_at: tx.nowIso }, request, 'error');
  }

  const host = new URL(request.url).hostname;
  if (rules.sleep !== null && (await sleepOf(tx, host, tx.now)) !== null) {
    await putOff(scene, topic());
    return done(tx, job.id);
  }
  // What an interrupted attempt sent may have arrived: the next one takes a turn of its own.
  const reserved = job.payload.reserved === true && !interrupted;
  if (rules.requests_per_host !== null && !reserved) {
    const turn = await reserveTurn(tx, hostKey(host), tx.now, rules.requests_per_host, rules.queue_per_host);
    if (turn === null) {
      const text = `Too many requests to ${host} in a minute (${rules.requests_per_host}), dropped`;
      await countOutcome(tx, integration.id, 'sleep');
      await publishError(scene, topic(), text, 'skipped');
      return drop(tx, job.id, delivery, text);
    }
    if (turn > tx.now) {
      await putRow(tx, 'deliveries', { ...delivery, due_at: new Date(turn).toISOString() });
      await tx.put('jobs', { kind: 'deliver', due: turn, lease_until: 0, payload: { delivery_id: delivery.id, reserved: true } });
      return done(tx, job.id);
    }
  }
  const running = {
    ...delivery,
    state: 'running' as const,
    started_at: tx.nowIso,
    due_at: null,
    request: keyed(request, delivery.idempotency_key),
  };
  await putRow(tx, 'deliveries', running);
  return { delivery: running, integration, event, request: running.request };
}

async function done(tx: WriteTransaction, jobId: number): Promise<null> {
  await tx.delete('jobs', jobId);
  return null;
}

async function drop(
  tx: WriteTransaction,
  jobId: number,
  delivery: Delivery,
  error: string,
  state: Delivery['state'] = 'skipped',
): Promise<null> {
  await putRow(tx, 'deliveries', { ...delivery, state, error, finished_at: tx.nowIso });
  return done(tx, jobId);
}

async function nextAttempt(tx: WriteTransaction, job: Job & { kind: 'deliver' }, before: Delivery): Promise<Delivery> {
  await putRow(tx, 'deliveries', {
    ...before,
    state: 'interrupted',
    error: 'The cloud stopped before the answer came',
    finished_at: tx.nowIso,
  });
  const next = await addAttempt(tx, before, before.cause === 'replay' ? { request: before.request } : {});
  await tx.put('jobs', { ...job, payload: { delivery_id: next.id } });
  return next;
}

/** The request, or why there is none. */
function built({ integration, event, rules }: HookScene): RenderedRequest | string {
  try {
    checkTopics(integration, event);
    return renderRequest(integration, event, rules);
  } catch (error) {
    return error instanceof RenderError ? error.message : 'No request can be built from these settings and this event';
  }
}

/** The key by which a server can tell a second attempt from a second event; a hook's own key stays. */
const keyed = (request: RenderedRequest, key: string): RenderedRequest =>
  Object.keys(request.headers).some((name) => name.toLowerCase() === 'idempotency-key')
    ? request
    : { ...request, headers: { ...request.headers, 'Idempotency-Key': key } };

/** `current` rules: skipped while the host sleeps, tried again after 30 s and 60 s, then dropped. */
async function putOff(scene: HookScene, topic: string): Promise<void> {
  const { tx, delivery, integration, rules } = scene;
  const times = delivery.put_off ?? 0;
  const wait = rules.retries[times];
  await putRow(tx, 'deliveries', { ...delivery, state: 'skipped', error: SLEEPING, finished_at: tx.nowIso });
  await countOutcome(tx, integration.id, 'sleep');
  await publishError(scene, topic, SLEEPING, 'skipped');
  if (wait === undefined) return;
  const due = tx.now + wait;
  const next = await addAttempt(tx, delivery, { cause: 'retry', put_off: times + 1, due_at: new Date(due).toISOString() });
  await tx.put('jobs', { kind: 'deliver', due, lease_until: 0, payload: { delivery_id: next.id } });
}
