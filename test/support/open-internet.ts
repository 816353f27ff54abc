// A mocked internet for one test: real MSW handlers, a memory store, a clock that stands still.
import type { HttpHandler } from 'msw/http';
import { createHttp } from '../../src/adapters/http.ts';
import { createManualClock } from '../../src/adapters/manual-clock.ts';
import { createMemoryStore } from '../../src/adapters/memory-store.ts';
import { createMockedInternet } from '../../src/adapters/mocked-internet.ts';
import { createMockedServers } from '../../src/adapters/mocked-servers.ts';
import type { Clock, Http, OutboundRequest, OutboundResult, Servers, Store } from '../../src/cloud/ports.ts';
import type { MockServer } from '../../src/model/server.ts';

export const NOON = Date.UTC(2026, 0, 1, 12);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of servers has no common state
type AnyServer = MockServer<HttpHandler, any>;

/** Every file of the catalog, by file name. */
export const everyServer = Object.fromEntries(
  Object.entries(import.meta.glob<AnyServer>('../../src/servers/*.ts', { eager: true, import: 'default' })).map(([path, server]) => [
    path.split('/').at(-1)!,
    server,
  ]),
);

export interface OpenInternet {
  store: Store;
  clock: Clock;
  servers: Servers;
  net: Http;
  /** One call, with the answer's body as text; a failure's code instead of a status. */
  call(
    url: string,
    change?: Partial<OutboundRequest>,
  ): Promise<{ status: number | string; headers: Record<string, string>; text: string; took: number }>;
  /** Sets the clock to this many ms after noon. */
  at(ms: number): void;
}

const shown = (result: OutboundResult) =>
  result.ok
    ? { status: result.status, headers: result.headers, text: new TextDecoder().decode(result.body), took: result.took_ms ?? 0 }
    : { status: result.code, headers: {}, text: result.detail, took: result.took_ms ?? 0 };

export const openInternet = (list: readonly AnyServer[] = Object.values(everyServer)): OpenInternet => {
  const store = createMemoryStore();
  const clock = createManualClock(NOON);
  const servers = createMockedServers(list, store, clock);
  const internet = createMockedInternet({ servers, store });
  const net = createHttp({ internet, store, clock });
  return {
    store,
    clock,
    servers,
    net,
    call: async (url, change = {}) =>
      shown(await net.request({ method: 'GET', url, headers: {}, body: null, journey: 'j1', timeout_ms: 20_000, ...change })),
    at: (ms) => clock.set({ epoch: NOON + ms, origin: 0, rate: 0 }),
  };
};
