// The table of mocked servers: what they are, what they received, what they keep, and how to break them.
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import type { Fault, ServerInfo } from '../../model/server.ts';
import { numberField, textField } from '../../model/wire-fields.ts';
import { noContent } from '../answer.ts';
import type { CloudCore } from '../core.ts';
import type { Servers, Transaction } from '../ports.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket';
const MINUTE = 60_000;

const kind = <K extends Fault['kind']>(name: K) => v.object({ kind: v.literal(name) });
const FAULT = v.variant(
  'kind',
  [
    v.object({ kind: v.literal('status'), status: numberField('fault.status', 200, 599) }),
    v.object({ kind: v.literal('slow'), delay_ms: numberField('fault.delay_ms', 0, 3_600_000) }),
    v.object({ kind: v.literal('redirect'), location: textField('fault.location', 2048, 1) }),
    v.object({ kind: v.literal('huge'), bytes: numberField('fault.bytes', 1, 4 * 1024 * 1024) }),
    v.object({
      kind: v.literal('flaky'),
      share: v.pipe(
        v.number('fault.share must be a number.'),
        v.minValue(0, 'fault.share is 0 to 1.'),
        v.maxValue(1, 'fault.share is 0 to 1.'),
      ),
      seed: numberField('fault.seed', 0, 2 ** 31),
    }),
    kind('timeout'),
    kind('refused'),
    kind('tls'),
    kind('dns'),
    kind('bad-json'),
    kind('down'),
  ],
  'fault.kind is none that this cloud knows.',
);
const INFO = v.looseObject({ host: v.string(), title: v.string(), purpose: v.string(), requests_last_minute: v.number() });

/** Requests of the last minute on the cloud's clock and when the newest came, read from the end. */
async function traffic(tx: Transaction, host: string, now: number): Promise<Pick<ServerInfo, 'requests_last_minute' | 'last_request_at'>> {
  const recent = await tx.getAll('server_requests', { index: 'host', from: [host], to: [host], reverse: true, limit: 30 });
  const since = (rows: typeof recent) => rows.filter((row) => Date.parse(row.received_at) > now - MINUTE).length;
  const count = since(recent) < 30 ? since(recent) : since(await tx.getAll('server_requests', { index: 'host', from: [host], to: [host] }));
  return { requests_last_minute: count, last_request_at: recent[0]?.received_at ?? null };
}

const describe = (core: CloudCore, rows: ReturnType<Servers['list']>): Promise<ServerInfo[]> =>
  core.read(['server_state', 'server_requests'], async (tx) => {
    const described: ServerInfo[] = [];
    for (const row of rows) {
      const fault = ((await tx.get('server_state', `fault:${row.host}`))?.state ?? null) as Fault | null;
      described.push({ ...row, fault, ...(await traffic(tx, row.host, core.ports.clock.now())) });
    }
    return described;
  });

/** The servers' port and the one row. Throws 404. */
function find(core: CloudCore, host: string | undefined): { servers: Servers; row: ReturnType<Servers['list']>[number] } {
  const servers = core.ports.servers;
  const row = servers?.list().find((each) => each.host === host);
  if (!servers || !row) throw new ApiError('not_found', 'There is no mocked server with this address.');
  return { servers, row };
}

const one = async (core: CloudCore, host: string | undefined): Promise<ServerInfo> =>
  (await describe(core, [find(core, host).row]))[0] as ServerInfo;

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/servers',
    summary: 'List the mocked servers that webhooks can call.',
    tag,
    access: 'none',
    answer: v.object({ servers: v.array(INFO) }),
    handle: async ({ core }) => ({ servers: await describe(core, core.ports.servers?.list() ?? []) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/servers/:host',
    summary: 'Show one mocked server.',
    tag,
    access: 'none',
    answer: INFO,
    handle: ({ core, params }) => one(core, params['host']),
  }),
  defineRoute({
    method: 'PUT',
    path: '/pocket/servers/:host',
    summary: 'Break a mocked server, or mend it with `fault: null`.',
    tag,
    access: 'none',
    body: v.object({ fault: v.nullable(FAULT) }),
    answer: INFO,
    async handle({ core, params, body }) {
      const { row } = find(core, params['host']);
      const id = `fault:${row.host}`;
      await core.write(['server_state'], async (tx) => {
        if (body.fault) await tx.put('server_state', { id, state: body.fault });
        else await tx.delete('server_state', id);
      });
      return one(core, row.host);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/servers/:host/requests',
    summary: 'List what a server received, newest first; `before` is a request’s id.',
    tag,
    access: 'none',
    query: v.object({
      before: v.optional(numberField('before', 0, Number.MAX_SAFE_INTEGER)),
      limit: v.optional(numberField('limit', 1, 200), 50),
    }),
    answer: v.object({ requests: v.array(v.looseObject({ id: v.number(), method: v.string(), url: v.string() })), more: v.boolean() }),
    async handle({ core, params, query }) {
      const host = params['host'] ?? '';
      const to = query.before === undefined ? [host] : [host, query.before - 1];
      const rows = await core.read(['server_requests'], (tx) =>
        tx.getAll('server_requests', { index: 'host', from: [host], to, reverse: true, limit: query.limit + 1 }),
      );
      return { requests: rows.slice(0, query.limit), more: rows.length > query.limit };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/servers/:host/data',
    summary: 'Read what a server keeps, in its own words.',
    tag,
    access: 'none',
    async handle({ core, params }) {
      const { servers, row } = find(core, params['host']);
      return (await servers.data(row.host)) ?? null;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/pocket/servers/:host/data',
    summary: 'Empty what a server keeps.',
    tag,
    access: 'none',
    async handle({ core, params }) {
      const { servers, row } = find(core, params['host']);
      await servers.clear(row.host);
      core.changed({ table: 'server_state', ids: [row.host] });
      return noContent();
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/servers/:host/control',
    summary: 'Tell a server to do one of its own operations: `{op, …}`.',
    tag,
    access: 'none',
    body: v.looseObject({ op: textField('op', 64, 1) }),
    async handle({ core, params, body }) {
      const { servers, row } = find(core, params['host']);
      const outcome = await servers.control(row.host, body);
      core.changed({ table: 'server_state', ids: [row.host] });
      if (!outcome.ok) throw new ApiError('validation', outcome.error ?? 'The server did not understand.');
      return outcome;
    },
  }),
];
