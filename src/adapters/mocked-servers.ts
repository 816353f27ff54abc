// The mocked servers as the cloud's routes reach them: what they are, what they keep, what they can be told.
import type { HttpHandler } from 'msw/http';
import type { Clock, Servers, Store } from '../cloud/ports.ts';
import type { MockServer, ServerDesk } from '../model/server.ts';
import { createServerDesk } from './server-desk.ts';

/** Any server; its state is known to itself alone. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of servers has no common state
export type AnyServer = MockServer<HttpHandler, any>;

export interface MockedServers extends Servers {
  find(host: string): { server: AnyServer; desk: ServerDesk<unknown>; handlers: readonly HttpHandler[] } | undefined;
}

export const createMockedServers = (servers: readonly AnyServer[], store: Store, clock: Clock): MockedServers => {
  const byHost = new Map(
    servers.map((server) => {
      const desk = createServerDesk<unknown>(server, store, clock);
      return [server.host, { server, desk, handlers: server.handlers(desk) }];
    }),
  );
  return {
    find: (host) => byHost.get(host),
    list: () =>
      servers.map(({ host, title, purpose, example, custom }) => ({ host, title, purpose, example, ...(custom ? { custom } : {}) })),
    async data(host) {
      const entry = byHost.get(host);
      if (!entry) return undefined;
      const state = await entry.desk.read();
      return entry.server.data ? entry.server.data(state) : state;
    },
    async clear(host) {
      const entry = byHost.get(host);
      if (!entry) return;
      const { server, desk } = entry;
      if (server.clear) await desk.update((state) => server.clear?.(state));
      else await store.transaction(['server_state'], 'readwrite', (tx) => tx.delete('server_state', host));
    },
    async control(host, message) {
      const entry = byHost.get(host);
      if (!entry) return { ok: false, error: `No mocked server has the address ${host}.` };
      const operations = entry.server.operations ?? {};
      const op = String(message['op']);
      if (!Object.hasOwn(operations, op)) {
        return {
          ok: false,
          error: `${host} understands ${Object.keys(operations).join(', ') || 'no operation'}; not "${op.slice(0, 40)}".`,
        };
      }
      const outcome = await operations[op]?.(entry.desk, message);
      return { ok: true, ...outcome };
    },
  };
};
