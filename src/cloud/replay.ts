// Sends a delivery again: as it was, changed by hand, or many times over.
import { ApiError } from '../model/errors.ts';
import type { Delivery } from '../model/integration.ts';
import { REQUEST_TYPES } from '../model/integration-settings.ts';
import { HOOK_RULES } from '../model/limits.ts';
import { PUBLISH_TABLES, type CloudCore } from './core.ts';
import { addDelivery } from './delivery-log.ts';
import { RenderError, renderRequest, type RenderedRequest } from './render-request.ts';

/** Fields of a request that a person changed; the others stay. */
export type EditedRequest = Partial<RenderedRequest>;

/** Makes `times` new deliveries, each with a key of its own, and answers their ids. They run next; disabled hooks run too. */
export async function replay(core: CloudCore, deliveryId: string, times: number, edited: EditedRequest = {}): Promise<string[]> {
  return core.write(PUBLISH_TABLES, async (tx) => {
    const before = await tx.get('deliveries', deliveryId);
    if (!before) throw new ApiError('not_found', 'Delivery not found');
    const integration = await tx.get('integrations', before.integration_id);
    const event = await tx.get('events', before.event_id);
    if (!integration || !event)
      throw new ApiError('validation', 'The webhook of this delivery was deleted. Create it again and publish the event again.');
    const request = changed(
      before.request ? withoutKey(before) : rendered(() => renderRequest(integration, event, HOOK_RULES[tx.settings.rules])),
      edited,
    );
    const ids: string[] = [];
    for (let i = 0; i < times; i++) {
      const { id } = await addDelivery(tx, integration, event, { cause: 'replay', request });
      await tx.put('jobs', { kind: 'deliver', due: tx.now, lease_until: 0, payload: { delivery_id: id } });
      ids.push(id);
    }
    return ids;
  });
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
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new ApiError('validation', `The header ${name.slice(0, 40)} is not allowed in HTTP.`);
  }
  return next;
}
