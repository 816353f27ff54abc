// The events a webhook causes: hook-sent, the pieces of an answer, errors (spec/cloud-api.md §5.6).
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import { RESPONSE_CAP, type HookRules } from '../model/limits.ts';
import { chunkText } from './chunk.ts';
import type { CloudCore, EventDraft, WriteTransaction } from './core.ts';

/** One event of a hook's journey. Its origin keeps it from triggering hooks itself. */
export const hookEvent = (
  integration: Integration,
  event: StoredEvent,
  delivery: Delivery,
  hook: NonNullable<StoredEvent['hook']>,
  name: string,
  data: string,
) =>
  ({
    name,
    data,
    ttl: '60',
    coreid: 'particle-internal',
    user_id: integration.user_id,
    product_id: integration.product_id,
    origin: 'integration' as const,
    journey: event.journey,
    integration_id: integration.id,
    delivery_id: delivery.id,
    hook,
  }) satisfies EventDraft;

export interface HookScene {
  core: CloudCore;
  tx: WriteTransaction;
  integration: Integration;
  event: StoredEvent;
  delivery: Delivery;
  rules: HookRules;
}

export async function publishSent({ core, tx, integration, event, delivery, rules }: HookScene): Promise<void> {
  await core.publishIn(tx, hookEvent(integration, event, delivery, 'sent', `hook-sent/${event.name}`, rules.sent_data));
}

/** Publishes the first piece now; the others are jobs, so that pacing survives a killed worker. */
export async function publishResponse(
  { core, tx, integration, event, delivery, rules }: HookScene,
  topic: string,
  text: string,
): Promise<void> {
  const chunks = integration.unchunked ? chunkText(text, RESPONSE_CAP) : chunkText(text);
  for (const [index, chunk] of chunks.entries()) {
    const draft = hookEvent(integration, event, delivery, 'response', `${topic}/${index}`, chunk);
    const due = tx.now + index * rules.chunk_interval;
    if (due === tx.now) await core.publishIn(tx, draft);
    else await tx.put('jobs', { kind: 'publish', due, lease_until: 0, payload: { event: draft } });
  }
}

export async function publishError(
  { core, tx, integration, event, delivery }: HookScene,
  topic: string,
  text: string,
  hook: 'error' | 'skipped' | 'disabled' = 'error',
): Promise<void> {
  await core.publishIn(tx, hookEvent(integration, event, delivery, hook, `${topic}/0`, text));
}
