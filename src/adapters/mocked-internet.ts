// Everything outside, as a webhook meets it: mocked servers by host (MSW handlers), allowed hosts for real, the rest refused.
import './local-storage-shim.ts';
import { getResponse } from 'msw/utils/get-response';
import type { OutboundRequest, Store } from '../cloud/ports.ts';
import type { Fault } from '../model/server.ts';
import type { MockedServers } from './mocked-servers.ts';
import { fetchRequest } from './outbound-fetch.ts';
import { fetchForReal } from './real-internet.ts';
import { brokenAnswer } from './server-fault.ts';

/** An answer, and ms on the cloud's clock until it is there (null: it was waited for); or why there is none. */
export type Met = { response: Response; took_ms: number | null } | { code: string; detail: string };

/** A server says in this header how late it is; nobody outside sees it. */
const TOOK = 'x-pocket-took';

interface Parts {
  servers: MockedServers;
  store: Store;
  /** Told of bugs in servers. */
  report?(error: unknown): void;
}

export interface MockedInternet {
  /** `request` is what the browser would send for `outbound`. Rejects when a real host takes longer than `timeout_ms`. */
  call(request: Request, outbound: OutboundRequest): Promise<Met>;
}

/** How a mocked server is broken on purpose. Only this table: a publish locks the settings, and no server should wait for it. */
const readFault = (store: Store, host: string): Promise<Fault | null> =>
  store.transaction(
    ['server_state'],
    'readonly',
    async (tx) => ((await tx.get('server_state', `fault:${host}`))?.state ?? null) as Fault | null,
  );

const isAllowed = (store: Store, host: string): Promise<boolean> =>
  store.transaction(['settings'], 'readonly', async (tx) => (await tx.get('settings', 'settings'))?.allowed_hosts.includes(host) ?? false);

/** How many requests a flaky server had before this one. */
const counted = (store: Store, host: string): Promise<number> =>
  store.transaction(['server_state'], 'readwrite', async (tx) => {
    const count = Number((await tx.get('server_state', `count:${host}`))?.state ?? 0);
    await tx.put('server_state', { id: `count:${host}`, state: count + 1 });
    return count;
  });

/**
 * `request` with exactly the headers that were sent: Chromium drops some of them (User-Agent) from its own. MSW reads a clone; one
 * made of the text costs a fifth of a body that is read twice.
 */
const asSent = (request: Request, outbound: OutboundRequest): Request =>
  Object.defineProperties(request, {
    headers: { value: new Headers(outbound.headers) },
    clone: { value: () => asSent(fetchRequest(outbound), outbound) },
  });

const timed = (response: Response): Met => {
  const took_ms = Number(response.headers.get(TOOK) ?? 0);
  response.headers.delete(TOOK);
  return { response, took_ms };
};

export function createMockedInternet({ servers, store, report }: Parts): MockedInternet {
  /** A read that is under way serves all who ask meanwhile: a change waits for it to end, so nobody hears of it too late. */
  const reading = new Map<string, Promise<Fault | null>>();
  const faultOf = (host: string): Promise<Fault | null> => {
    const known = reading.get(host) ?? readFault(store, host).finally(() => reading.delete(host));
    reading.set(host, known);
    return known;
  };

  const ask = async (host: string, request: Request): Promise<Met> => {
    const entry = servers.find(host);
    try {
      const response = await getResponse(entry ? [...entry.handlers] : [], request);
      return timed(response ?? Response.json({ error: 'Nothing is served at this address.' }, { status: 404 }));
    } catch (error) {
      report?.(error);
      return { response: Response.json({ error: 'This mocked server has a bug.' }, { status: 500 }), took_ms: 0 };
    }
  };

  return {
    async call(request, outbound) {
      const host = new URL(request.url).hostname;
      const entry = servers.find(host);
      if (!entry) {
        if (await isAllowed(store, host)) return fetchForReal(request, outbound.timeout_ms);
        const detail = `${host} is not a mocked server, and this cloud calls the real internet only where you allow it. Allow ${host} by name, or use a mocked server.`;
        return { code: 'HOST_NOT_ALLOWED', detail };
      }
      const fault = await faultOf(host);
      if (fault) {
        const count = fault.kind === 'flaky' ? await counted(store, host) : 0;
        const broken = brokenAnswer(fault, host, count, outbound.reject_unauthorized === false);
        if (broken) return broken;
      }
      if (entry.server.listening && !entry.server.listening(await entry.desk.read())) {
        return { code: 'ECONNREFUSED', detail: `${host} refuses connections: it is not started.` };
      }
      const met = await ask(host, asSent(request, outbound));
      return fault?.kind === 'slow' && 'response' in met ? { ...met, took_ms: (met.took_ms ?? 0) + fault.delay_ms } : met;
    },
  };
}
