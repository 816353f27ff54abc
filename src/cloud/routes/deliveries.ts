// /pocket/deliveries: every attempt of every webhook, and sending one again.
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { numberField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { listDeliveries } from '../delivery-log.ts';
import { replay } from '../replay.ts';
import { defineRoute } from '../route.ts';

const STATES = ['waiting', 'running', 'success', 'error', 'skipped', 'interrupted'] as const;
const HEADERS = v.record(v.string(), v.string());
const DELIVERY = v.looseObject({
  id: v.string(),
  seq: v.number(),
  integration_id: v.string(),
  product_id: v.nullable(v.number()),
  user_id: v.string(),
  event_id: v.number(),
  event_name: v.string(),
  coreid: v.string(),
  journey: v.string(),
  idempotency_key: v.string(),
  attempt: v.number(),
  state: v.picklist(STATES),
  created_at: v.string(),
  started_at: v.nullable(v.string()),
  finished_at: v.nullable(v.string()),
  request: v.nullable(v.object({ method: v.string(), url: v.string(), headers: HEADERS, body: v.nullable(v.string()) })),
  response: v.nullable(v.object({ status: v.number(), headers: HEADERS, body: v.string(), truncated: v.boolean() })),
  error: v.nullable(v.string()),
  due_at: v.optional(v.nullable(v.string())),
  put_off: v.optional(v.number()),
  cause: v.picklist(['event', 'replay', 'test', 'retry']),
});
const tag = 'Pocket';

const EDITED = v.object({
  method: v.optional(textField('method', 10)),
  url: v.optional(textField('url', 8192, 1)),
  headers: v.optional(v.record(v.string(), textField('Each header', 8192))),
  body: v.optional(v.nullable(textField('body', 262_144))),
});

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/pocket/deliveries',
    summary:
      'List what webhooks sent, newest first; `user` is the id of the account they belong to, `before` the `seq` of the last one seen.',
    tag,
    access: 'none',
    query: v.object({
      integration: v.optional(textField('integration', 64)),
      user: v.optional(textField('user', 64)),
      product: v.optional(numberField('product', 0, Number.MAX_SAFE_INTEGER)),
      state: v.optional(v.picklist(STATES)),
      before: v.optional(numberField('before', 1, Number.MAX_SAFE_INTEGER)),
      limit: v.optional(numberField('limit', 1, 200), 50),
    }),
    answer: v.object({ deliveries: v.array(DELIVERY), more: v.boolean() }),
    handle: ({ core, query }) => core.read(['deliveries'], (tx) => listDeliveries(tx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/deliveries/:delivery',
    summary: 'Show one attempt, with its request and the answer.',
    tag,
    access: 'none',
    answer: DELIVERY,
    handle: async ({ core, params }) => {
      const row = await core.read(['deliveries'], (tx) => tx.get('deliveries', params['delivery'] ?? ''));
      if (!row) throw new ApiError('not_found', 'Delivery not found');
      return row;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/deliveries/:delivery/replay',
    summary: 'Send a delivery again: as it was, changed by `request`, or `times` over.',
    tag,
    access: 'none',
    body: v.object({ times: v.optional(numberField('times', 1, 500), 1), request: v.optional(EDITED) }),
    answer: v.intersect([OK_ANSWER, v.object({ ids: v.array(v.string()) })]),
    handle: async ({ core, params, body }) => ({ ok: true, ids: await replay(core, params['delivery'] ?? '', body.times, body.request) }),
  }),
];
