// The event log and the journeys of the page: stored events with their ids, and what each caused.
import * as v from 'valibot';
import { numberField, textField } from '../../model/wire-fields.ts';
import { JOURNEY_TABLES, listJourneys, readJourney } from '../journeys.ts';
import { listEvents } from '../list-events.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket';
const id = (name: string) => v.optional(numberField(name, 0, Number.MAX_SAFE_INTEGER));
const limit = v.optional(numberField('limit', 1, 200), 50);
const EVENT = v.looseObject({
  id: v.number(),
  name: v.string(),
  data: v.nullable(v.string()),
  ttl: v.string(),
  published_at: v.string(),
  coreid: v.string(),
  user_id: v.nullable(v.string()),
  product_id: v.nullable(v.number()),
  version: v.optional(v.number()),
  origin: v.picklist(['api', 'device', 'integration', 'system']),
  journey: v.string(),
  integration_id: v.optional(v.string()),
  delivery_id: v.optional(v.string()),
  hook: v.optional(v.picklist(['sent', 'response', 'error', 'disabled', 'skipped'])),
  via: v.optional(v.literal('usb')),
});

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/events',
    summary: 'List stored events, newest first; `before` and `after` are event ids.',
    tag,
    access: 'none',
    query: v.object({
      before: id('before'),
      after: id('after'),
      limit,
      prefix: v.optional(textField('prefix', 256)),
      device: v.optional(textField('device', 64)),
      text: v.optional(textField('text', 256)),
      origin: v.optional(v.picklist(['api', 'device', 'integration', 'system'])),
      product: v.optional(numberField('product', 0, Number.MAX_SAFE_INTEGER)),
      journey: v.optional(textField('journey', 64)),
    }),
    answer: v.object({ events: v.array(EVENT), more: v.boolean() }),
    handle: ({ core, query }) => core.read(['events'], (tx) => listEvents(tx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/events/stream',
    produces: 'text/event-stream',
    summary: 'Open the stream of all events, each with its id; `after` resumes behind one.',
    tag,
    access: 'none',
    query: v.object({ after: id('after'), prefix: v.optional(textField('prefix', 256)) }),
    handle: ({ core, query, clientId }) =>
      core.streams.open({
        scope: query.prefix === undefined ? {} : { prefix: query.prefix },
        framing: 'pocket',
        after: query.after ?? null,
        clientId,
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/journeys',
    summary: 'List what was published and how it went, newest first; `before` is an event id.',
    tag,
    access: 'none',
    query: v.object({ before: id('before'), limit }),
    answer: v.object({
      journeys: v.array(v.object({ id: v.string(), event: EVENT, state: v.picklist(['waiting', 'done', 'error']), hooks: v.number() })),
      more: v.boolean(),
    }),
    handle: ({ core, query }) => core.read(JOURNEY_TABLES, (tx) => listJourneys(tx, query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/journeys/:journey',
    summary: 'Show every event, delivery and received request of one journey.',
    tag,
    access: 'none',
    answer: v.object({
      id: v.string(),
      events: v.array(EVENT),
      deliveries: v.array(v.looseObject({})),
      requests: v.array(v.looseObject({})),
    }),
    handle: ({ core, params }) => core.read(JOURNEY_TABLES, (tx) => readJourney(tx, params['journey'] ?? '')),
  }),
];
