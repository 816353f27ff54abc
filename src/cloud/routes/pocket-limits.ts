// /pocket/limits: every gauge of the rule set in force.
import * as v from 'valibot';
import { hookGauges } from '../hook-gauges.ts';
import { defineRoute } from '../route.ts';

const GAUGE = v.looseObject({
  name: v.string(),
  key: v.string(),
  used: v.number(),
  limit: v.number(),
  window: v.nullable(v.number()),
  resets_at: v.nullable(v.string()),
});

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/pocket/limits',
    summary: 'Show how much of each limit is used: requests a host, triggers a device, webhooks a user, errors in a row.',
    tag: 'Pocket',
    access: 'none',
    answer: v.object({ rules: v.string(), limits: v.array(GAUGE) }),
    handle: async ({ core }) => ({ rules: core.settings.rules, limits: await hookGauges(core) }),
  }),
];
