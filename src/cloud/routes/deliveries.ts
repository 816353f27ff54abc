// /pocket/deliveries: every attempt of every webhook, and sending one again.
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { numberField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { listDeliveries } from '../delivery-log.ts';
import { replay } from '../replay.ts';
import { defineRoute } from '../route.ts';

const DELIVERY = v.looseObject({ id: v.string(), seq: v.number(), integration_id: v.string(), journey: v.string(), state: v.string() });
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
      state: v.optional(v.picklist(['waiting', 'running', 'success', 'error', 'skipped', 'interrupted'])),
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
