// The calls on integrations, once for each address they are offered under (spec/cloud-api.md §5.1).
import * as v from 'valibot';
import { ApiError } from '../model/errors.ts';
import type { Integration } from '../model/integration.ts';
import { toWireIntegration } from '../model/integration-settings.ts';
import { OK_ANSWER } from '../model/wire-fields.ts';
import { json, noContent } from './answer.ts';
import { PUBLISH_TABLES, type CloudCore } from './core.ts';
import { integrationView, VIEW_TABLES } from './integration-view.ts';
import {
  createIntegration,
  deleteIntegration,
  findIntegration,
  listIntegrations,
  replaceIntegration,
  type Owner,
} from './manage-integrations.ts';
import { defineRoute, type Route, type RouteInput } from './route.ts';

/** `webhooks` is the older name: only webhooks, and answers as old clients expect them. */
export type Collection = 'integrations' | 'webhooks';

type Input = RouteInput<Record<string, string>, unknown, unknown>;

/** Settings are read leniently (aliases, text for objects): this names them for the reference, `readIntegration` judges them. */
const setting = v.optional(v.unknown());
const SETTINGS = v.looseObject({
  ...{ event: setting, url: setting, requestType: setting, integration_type: setting, name: setting, deviceID: setting, disabled: setting },
  ...{
    headers: setting,
    auth: setting,
    query: setting,
    form: setting,
    json: setting,
    body: setting,
    noDefaults: setting,
    rejectUnauthorized: setting,
  },
  ...{ responseTemplate: setting, responseTopic: setting, errorResponseTopic: setting, unchunked: setting, dataUrlResponseEvent: setting },
});
const ITEM = v.looseObject({
  id: v.string(),
  event: v.string(),
  name: v.string(),
  url: v.string(),
  requestType: v.string(),
  integration_type: v.string(),
  noDefaults: v.boolean(),
  rejectUnauthorized: v.boolean(),
  disabled: v.boolean(),
  created_at: v.string(),
});
const CREATED = v.looseObject({
  ok: v.literal(true),
  id: v.string(),
  event: v.string(),
  name: v.string(),
  created_at: v.string(),
  integration_type: v.string(),
  url: v.string(),
});

export function integrationRoutes(collection: Collection, scope: 'user' | 'product'): Route[] {
  const below = scope === 'product' ? `/v1/products/:product/${collection}` : `/v1/${collection}`;
  const singular = collection === 'webhooks' ? 'Webhook' : 'Integration';
  const tag = 'Integrations';
  const whose = scope === 'product' ? 'a product' : 'your account';
  const owner = ({ caller, product }: Input): Owner =>
    scope === 'product' ? { user_id: product.user_id, product_id: product.id } : { user_id: caller.user.id, product_id: null };
  const missing = (): ApiError => new ApiError('not_found', `${singular} not found`);
  const idOf = ({ params }: Input): string => params['integration'] ?? '';
  const find = async (input: Input): Promise<Integration> => {
    const row = await input.core.read(['integrations'], (tx) => findIntegration(tx, owner(input), idOf(input)));
    if (!row) throw missing();
    return row;
  };

  return [
    defineRoute({
      method: 'GET',
      path: below,
      summary: `List the ${collection} of ${whose}.`,
      tag,
      access: scope,
      answer: v.array(ITEM),
      handle: async (input) => {
        const rows = await listIntegrations(input.core, owner(input));
        return rows.filter((row) => collection === 'integrations' || row.integration_type === 'Webhook').map(toWireIntegration);
      },
    }),
    defineRoute({
      method: 'POST',
      path: below,
      summary: `Create an integration for ${whose}.`,
      tag,
      access: scope,
      body: SETTINGS,
      answer: CREATED,
      handle: async (input) =>
        json(createdAnswer(input.core, input.base, await createIntegration(input.core, owner(input), input.body)), 201),
    }),
    defineRoute({
      method: 'GET',
      path: `${below}/:integration`,
      summary: 'Show an integration with its last runs, errors and counters.',
      tag,
      access: scope,
      answer: v.object({ [collection === 'webhooks' ? 'webhook' : 'integration']: v.looseObject({ id: v.string() }) }),
      handle: async (input) => {
        const view = await input.core.read(VIEW_TABLES, async (tx) => {
          const row = await findIntegration(tx, owner(input), idOf(input));
          return row && { row, view: await integrationView(input.core, tx, row) };
        });
        if (!view) throw missing();
        return collection === 'webhooks' ? { webhook: oldView(view.row, view.view) } : { integration: view.view };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: `${below}/:integration`,
      summary: 'Replace all settings of an integration.',
      tag,
      access: scope,
      body: SETTINGS,
      answer: v.intersect([ITEM, OK_ANSWER]),
      handle: async (input) => ({
        ...toWireIntegration(await replaceIntegration(input.core, owner(input), idOf(input), input.body, missing)),
        ok: true,
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: `${below}/:integration`,
      summary: 'Delete an integration.',
      tag,
      access: scope,
      // The command line of 2016 waits for `ok`, the newer clients for an empty 204.
      ...(collection === 'webhooks' ? { answer: OK_ANSWER } : {}),
      handle: async (input) => {
        await deleteIntegration(input.core, owner(input), idOf(input), missing);
        return collection === 'webhooks' ? { ok: true } : noContent();
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${below}/:integration/test`,
      summary: 'Publish a test event that triggers the integration.',
      tag,
      access: scope,
      answer: v.intersect([OK_ANSWER, v.object({ journey: v.string() })]),
      handle: async (input) => ({ ok: true, journey: await publishTest(input.core, await find(input)) }),
    }),
  ];
}

function createdAnswer(core: CloudCore, base: string, row: Integration) {
  const { id, event, name, created_at, integration_type, url, noDefaults, rejectUnauthorized, product_id } = row;
  const address = core.ports.integrations?.find((type) => type.type === integration_type)?.address ?? 'hookUrl';
  const collection = address === 'hookUrl' ? 'webhooks' : 'integrations';
  const self = `${base}/v1${product_id === null ? '' : `/products/${product_id}`}/${collection}/${id}`;
  return { ok: true, id, event, name, created_at, integration_type, url, noDefaults, rejectUnauthorized, [address]: self };
}

const oldView = (
  { id, event, created_at, url, noDefaults, rejectUnauthorized }: Integration,
  { logs, errors, counters }: Awaited<ReturnType<typeof integrationView>>,
) => ({
  ...{ id, event, created_at, logs, errors, counters, url, noDefaults, rejectUnauthorized },
});

/** Publishes an event named as the hook listens; a hook that listens to one device hears it from there. */
async function publishTest(core: CloudCore, row: Integration): Promise<string> {
  return core.write(PUBLISH_TABLES, async (tx) => {
    const { journey } = await core.publishIn(tx, {
      name: row.event,
      data: 'test-event',
      coreid: row.deviceID ?? 'api',
      user_id: row.user_id,
      product_id: row.product_id,
      origin: 'api',
    });
    for (const delivery of await tx.getAll('deliveries', { index: 'journey', only: journey })) {
      if (delivery.integration_id === row.id) await tx.put('deliveries', { ...delivery, cause: 'test' });
    }
    return journey;
  });
}
