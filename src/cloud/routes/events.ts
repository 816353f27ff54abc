// Publish and event streams in both scopes (spec/cloud-api.md §4).
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { authenticate } from '../authenticate.ts';
import { ACCESS_TABLES, findOwnDevice, findProductDevice, notAllowed } from '../device-access.ts';
import { checkData, checkName, checkTtl } from '../event-rules.ts';
import type { Right, Scope } from '../event-stream.ts';
import { defineRoute, type Caller, type Route, type RouteInput } from '../route.ts';

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
/** Everything optional here: what is missing is told in the words clients know. */
const publishBody = v.looseObject({
  name: v.optional(v.string()),
  data: v.optional(v.unknown()),
  private: v.optional(scalar),
  ttl: v.optional(scalar),
});
const ok = v.object({ ok: v.literal(true) });
const streamQuery = v.looseObject({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'give an event id.'), v.transform(Number))),
});
const API_DATA_BYTES = 1024;

type StreamInput = RouteInput<Record<string, string>, v.InferOutput<typeof streamQuery>, unknown>;

/** Whose stream a token hears: a customer's own, or its account's. */
const streamOwner = ({ token, user }: Caller): string => token.customer_id ?? user.id;

const refuseProductTokens = ({ token }: Caller): void => {
  if (token.kind === 'product' || token.kind === 'api-user') throw notAllowed();
};

const draftOf = (body: v.InferOutput<typeof publishBody>) => ({
  name: checkName(body.name, false),
  data: checkData(body.data, API_DATA_BYTES),
  ttl: checkTtl(body.ttl),
  coreid: 'api',
  origin: 'api' as const,
});

type ScopeOf = (input: StreamInput) => Promise<Scope>;

/** Asks again what opening asked. */
const rightOf = (route: Route, input: StreamInput, scopeOf: ScopeOf): Right => {
  const { token } = input.caller;
  return {
    until: token.expires_at === null ? null : Date.parse(token.expires_at),
    async check() {
      const { caller } = await authenticate(input.core, route, token.id, input.params['product']);
      await scopeOf({ ...input, caller: caller as Caller });
    },
  };
};

/** One route with the prefix and one without. */
const streamRoutes = (path: string, access: Route['access'], summary: string, scopeOf: ScopeOf): Route[] =>
  [path, `${path}/:prefix{.+}`].map((each) => {
    const route: Route = defineRoute({
      method: 'GET',
      path: each,
      summary: each === path ? summary : `${summary} Only names that start with the prefix.`,
      tag: 'Events',
      produces: 'text/event-stream',
      counts: 'event stream',
      access,
      query: streamQuery,
      async handle(input) {
        const scope = await scopeOf(input);
        const { prefix } = input.params;
        return input.core.streams.open({
          scope: prefix === undefined ? scope : { ...scope, prefix },
          framing: 'vendor',
          after: input.query.after ?? null,
          clientId: input.clientId,
          right: rightOf(route, input, scopeOf),
        });
      },
    });
    return route;
  });

const ofAccount = async ({ caller }: StreamInput): Promise<Scope> => {
  refuseProductTokens(caller);
  return { user_id: streamOwner(caller) };
};

const [, allWithPrefix] = streamRoutes('/v1/events', 'any', 'Open the stream of every event you may see.', ofAccount) as [Route, Route];

export const routes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/devices/events',
    summary: 'Publish an event to your own stream, devices and webhooks.',
    tag: 'Events',
    access: 'any',
    body: publishBody,
    answer: ok,
    async handle({ body, caller, core }) {
      refuseProductTokens(caller);
      await core.publish({ ...draftOf(body), user_id: streamOwner(caller), product_id: null });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/products/:product/events',
    summary: 'Publish an event to the stream, devices and webhooks of a product.',
    tag: 'Events',
    access: 'product',
    body: publishBody,
    answer: ok,
    async handle({ body, product, core }) {
      await core.publish({ ...draftOf(body), user_id: null, product_id: product.id });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    summary: 'Refused: the stream of all events needs a prefix.',
    tag: 'Events',
    access: 'any',
    async handle() {
      throw new ApiError('validation', 'Name a prefix: /v1/events/<prefix>. Your own events are at /v1/devices/events.');
    },
  }),
  allWithPrefix,
  ...streamRoutes('/v1/devices/events', 'any', 'Open the stream of your own devices.', ofAccount),
  ...streamRoutes('/v1/devices/:device/events', 'any', 'Open the stream of one device.', async ({ params, caller, core }) => {
    const device = await core.read(ACCESS_TABLES, (tx) => findOwnDevice(core, tx, caller, params['device'] ?? '', 'read'));
    const owner = streamOwner(caller);
    // Who hears a device only through its product hears what it says for that product. What an earlier or later owner heard is theirs.
    const own = (device.customer_id ?? device.owner_id) === owner;
    return { coreid: device.id, ...(own ? { user_id: owner } : { product_id: device.product_id }) };
  }),
  ...streamRoutes('/v1/products/:product/events', 'product', 'Open the stream of a product.', async ({ product }) => ({
    product_id: product.id,
  })),
  ...streamRoutes(
    '/v1/products/:product/devices/events',
    'product',
    'Open the stream of the devices of a product.',
    async ({ product }) => ({
      product_id: product.id,
    }),
  ),
  ...streamRoutes(
    '/v1/products/:product/devices/:device/events',
    'product',
    'Open the stream of one device of a product.',
    async ({ params, product, core }) => {
      const device = await core.read(ACCESS_TABLES, (tx) => findProductDevice(tx, product, params['device'] ?? ''));
      return { product_id: product.id, coreid: device.id };
    },
  ),
];
