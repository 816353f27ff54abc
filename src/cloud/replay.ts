// Sends a delivery again: as it was, changed by hand, or many times over.
import { ApiError } from '../model/errors.ts';
import { headerProblem } from '../model/header-rule.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import { REQUEST_TYPES } from '../model/integration-settings.ts';
import { HOOK_RULES } from '../model/limits.ts';
import { MAX_REPLAY_BYTES } from '../model/storage-limits.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import { addDelivery } from './delivery-log.ts';
import { RenderError, renderRequest, type RenderedRequest } from './render-request.ts';

/** Fields of a request that a person changed; the others stay. */
export type EditedRequest = Partial<RenderedRequest>;

/** Deliveries that one transaction makes, so that no publish waits long behind them. */
const SLICE = 50;

interface Template {
  integration: Integration;
  event: StoredEvent;
  request: RenderedRequest;
}

async function templateOf(tx: WriteTransaction, deliveryId: string, edited: EditedRequest): Promise<Template> {
  const before = await tx.get('deliveries', deliveryId);
  if (!before) throw new ApiError('not_found', 'Delivery not found');
  const integration = await tx.get('integrations', before.integration_id);
  if (!integration)
    throw new ApiError('validation', 'The webhook of this delivery was deleted. Create it again and publish the event again.');
  const event = await tx.get('events', before.event_id);
  if (!event) throw new ApiError('validation', 'The event of this delivery is so old that it is not kept any more. Publish it again.');
  const rules = HOOK_RULES[tx.settings.rules];
  const request = changed(before.request ? withoutKey(before) : rendered(() => renderRequest(integration, event, rules)), edited);
  return { integration, event, request };
}

/** Throws `too_large`, with what is possible. */
function checkSize(request: RenderedRequest, times: number): void {
  const size = JSON.stringify(request).length;
  if (size * times > MAX_REPLAY_BYTES)
    throw new ApiError(
      'too_large',
      `This request has ${size} bytes: send it at most ${Math.max(1, Math.floor(MAX_REPLAY_BYTES / size))} times.`,
    );
}

/** Makes `times` new deliveries, each with a key of its own, and answers their ids. They run next; disabled hooks run too. */
export async function replay(core: CloudCore, deliveryId: string, times: number, edited: EditedRequest = {}): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < times)
    await core
      .write(PUBLISH_TABLES, async (tx) => {
        const { integration, event, request } = await templateOf(tx, deliveryId, edited);
        checkSize(request, times);
        const made: string[] = [];
        for (let left = Math.min(SLICE, times - ids.length); left > 0; left--) {
          const { id } = await addDelivery(tx, integration, event, { cause: 'replay', request });
          await tx.put('jobs', { kind: 'deliver', due: tx.now, lease_until: 0, payload: { delivery_id: id } });
          made.push(id);
        }
        return made;
      })
      .then((made) => ids.push(...made));
  return ids;
}

/** The key belongs to the delivery it was made for; one that the hook's own headers give stays. */
function withoutKey({ request, idempotency_key }: Delivery): RenderedRequest {
  const { headers, ...rest } = request as RenderedRequest;
  return {
    ...rest,
    headers: Object.fromEntries(Object.entries(headers).filter(([name, value]) => name !== 'Idempotency-Key' || value !== idempotency_key)),
  };
}

function rendered(render: () => RenderedRequest): RenderedRequest {
  try {
    return render();
  } catch (error) {
    if (error instanceof RenderError) throw new ApiError('validation', error.message);
    throw error;
  }
}

function changed(request: RenderedRequest, edited: EditedRequest): RenderedRequest {
  const next = { ...request, ...edited, method: (edited.method ?? request.method).toUpperCase() };
  if (!(REQUEST_TYPES as readonly string[]).includes(next.method)) throw new ApiError('validation', 'Use GET, POST, PUT or DELETE.');
  if (!/^https?:\/\//i.test(next.url) || !URL.canParse(next.url))
    throw new ApiError('validation', 'The address must begin with http:// or https://.');
  for (const [name, value] of Object.entries(next.headers)) {
    const problem = headerProblem(name, value);
    if (problem !== null) throw new ApiError('validation', problem);
  }
  return next;
}
