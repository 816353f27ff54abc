// /pocket/preview, /pocket/integration-types and the way back for a disabled webhook: what the editor needs beyond the vendor's API.
import * as v from 'valibot';
import type { Integration } from '../../model/integration.ts';
import { readIntegration } from '../../model/integration-settings.ts';
import { HOOK_RULES } from '../../model/limits.ts';
import { numberField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { listensTo } from '../integration-match.ts';
import { integrationView, VIEW_TABLES } from '../integration-view.ts';
import { enableIntegration } from '../manage-integrations.ts';
import { checkTopics, RenderError, renderRequest, renderTopics } from '../render-request.ts';
import { defineRoute } from '../route.ts';

const tag = 'Pocket';
const REQUEST = v.object({ method: v.string(), url: v.string(), headers: v.record(v.string(), v.string()), body: v.nullable(v.string()) });

const EVENT = v.object({
  name: textField('name', 64, 1),
  data: v.optional(v.nullable(textField('data', 262_144)), null),
  coreid: v.optional(textField('coreid', 64), 'api'),
  published_at: v.optional(textField('published_at', 40)),
  product_id: v.optional(v.nullable(v.number()), null),
  version: v.optional(numberField('version', 0, 65_535)),
});

/** Integrations that are asked about at once. */
const MOST = 40;

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/pocket/integrations',
    summary: 'Show how integrations are doing, by their ids with commas between, at most 40; those that are gone are left out.',
    tag,
    access: 'none',
    query: v.object({ ids: textField('ids', 2000) }),
    answer: v.object({ integrations: v.array(v.looseObject({ id: v.string() })) }),
    handle: ({ core, query }) =>
      core.read(VIEW_TABLES, async (tx) => {
        const integrations = [];
        for (const id of query.ids.split(',').slice(0, MOST)) {
          const row = await tx.get('integrations', id);
          if (row) integrations.push(await integrationView(core, tx, row));
        }
        return { integrations };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/preview',
    summary: 'Show the exact request that settings make of an event, without sending it.',
    tag,
    access: 'none',
    body: v.object({ integration: v.record(v.string(), v.unknown()), event: EVENT }),
    answer: v.object({
      errors: v.array(v.string()),
      triggers: v.boolean(),
      request: v.nullable(REQUEST),
      error: v.nullable(v.string()),
      topics: v.object({ response: v.string(), error: v.string(), sent: v.string() }),
    }),
    handle: async ({ core, body }) => {
      const rules = HOOK_RULES[core.settings.rules];
      const now = new Date(core.ports.clock.now()).toISOString();
      const { settings, errors } = readIntegration(body.integration);
      const event = { published_at: now, ttl: '60', user_id: '', origin: 'api' as const, journey: '', ...body.event, id: 0 };
      const row: Integration = { ...settings, id: '', created_at: now, user_id: '', product_id: body.event.product_id };
      const { response, error: errorTopic } = renderTopics(row, event, rules);
      const topics = { response: `${response}/0`, error: `${errorTopic}/0`, sent: `hook-sent/${event.name}` };
      const answer = { errors, triggers: listensTo(row, event), topics };
      try {
        checkTopics(row, event);
        return { ...answer, request: renderRequest(row, event, rules), error: null };
      } catch (error) {
        if (error instanceof RenderError) return { ...answer, request: null, error: error.message };
        throw error;
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/integration-types',
    summary: 'List the types of integration this cloud knows, and which of them run.',
    tag,
    access: 'none',
    answer: v.object({ types: v.array(v.looseObject({ type: v.string(), title: v.string(), runs: v.boolean() })) }),
    handle: async ({ core }) => ({ types: core.ports.integrations ?? [] }),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/integrations/:integration/enable',
    summary: 'Enable a webhook again; its run of errors starts at zero.',
    tag,
    access: 'none',
    answer: OK_ANSWER,
    handle: async ({ core, params }) => {
      await enableIntegration(core, params['integration'] ?? '');
      return { ok: true };
    },
  }),
];
