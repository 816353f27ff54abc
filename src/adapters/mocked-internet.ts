// Everything outside, as MSW answers it inside our own `fetch`: mocked servers by host, allowed hosts for real, the rest refused.
import './local-storage-shim.ts';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
// Pinned in package.json and covered by test/adapters/mocked-internet.test.ts: "experimental" may change with any release.
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { http } from 'msw/http';
import { getResponse } from 'msw/utils/get-response';
import type { Store } from '../cloud/ports.ts';
import type { Fault } from '../model/server.ts';
import { JOURNEY, lateBy, refusal, TRUSTING } from './internal-headers.ts';
import type { MockedServers } from './mocked-servers.ts';
import { brokenAnswer } from './server-fault.ts';

interface Ports {
  servers: MockedServers;
  store: Store;
  /** Where our own files and the cloud live: left alone. */
  origin: string;
}

export interface MockedInternet {
  enable(): void;
  disable(): void;
}

/** How a host is met: broken on purpose, or allowed by the visitor. */
const standing = (store: Store, host: string) =>
  store.transaction(['server_state', 'settings'], 'readonly', async (tx) => ({
    fault: ((await tx.get('server_state', `fault:${host}`))?.state ?? null) as Fault | null,
    allowed: (await tx.get('settings', 'settings'))?.allowed_hosts.includes(host) ?? false,
  }));

/** How many requests a flaky server had before this one. */
const counted = (store: Store, host: string): Promise<number> =>
  store.transaction(['server_state'], 'readwrite', async (tx) => {
    const count = Number((await tx.get('server_state', `count:${host}`))?.state ?? 0);
    await tx.put('server_state', { id: `count:${host}`, state: count + 1 });
    return count;
  });

const withoutInternals = (request: Request): Request => {
  const clean = new Request(request);
  clean.headers.delete(JOURNEY);
  clean.headers.delete(TRUSTING);
  return clean;
};

/** A browser tells nothing about why a fetch failed; these are the reasons it can have. */
const fetchForReal = async (request: Request, realFetch: typeof fetch): Promise<Response> => {
  const { host, protocol } = new URL(request.url);
  try {
    const response = await realFetch(new Request(request, { credentials: 'omit', referrerPolicy: 'no-referrer' }));
    if (response.type !== 'opaqueredirect') return response;
    return refusal('EREDIRECT', `${host} redirects to another address, and a browser does not tell where. Use the final address in the webhook.`);
  } catch (error) {
    if ((error as Error).name === 'AbortError' || (error as Error).name === 'TimeoutError') throw error;
    if (protocol === 'http:' && location.protocol === 'https:') {
      return refusal('EMIXED', `A page on https may not call http://${host}. Use its https address.`);
    }
    if (!navigator.onLine) return refusal('ENETUNREACH', `This browser is offline, so ${host} cannot be reached.`);
    return refusal(
      'ECORS',
      `${host} cannot be reached, or it does not let web pages read its answers (CORS). The request comes from your browser, not from a server: ` +
        `${host} must send the header Access-Control-Allow-Origin. A real device cloud does not have this limit.`,
    );
  }
};

export function createMockedInternet({ servers, store, origin }: Ports): MockedInternet {
  const realFetch = globalThis.fetch.bind(globalThis);
  const handlers = new Map(servers.list().map(({ host }) => [host, handlersOf(servers, host)]));

  const answer = async (request: Request): Promise<Response> => {
    const host = new URL(request.url).hostname;
    const entry = servers.find(host);
    const { fault, allowed } = await standing(store, host);
    if (!entry) {
      if (allowed) return fetchForReal(withoutInternals(request), realFetch);
      return refusal('HOST_NOT_ALLOWED', `${host} is not a mocked server, and this cloud calls the real internet only where you allow it. Allow ${host} by name, or use a mocked server.`);
    }
    if (fault) {
      const count = fault.kind === 'flaky' ? await counted(store, host) : 0;
      const broken = brokenAnswer(fault, host, count, request.headers.has(TRUSTING));
      if (broken) return broken;
    }
    if (entry.server.listening && !entry.server.listening(await entry.desk.read())) {
      return refusal('ECONNREFUSED', `${host} refuses connections: it is not started.`);
    }
    const response = await getResponse(handlers.get(host) ?? [], withoutInternals(request));
    const found = response ?? Response.json({ error: 'Nothing is served at this address.' }, { status: 404 });
    return fault?.kind === 'slow' ? lateBy(found, fault.delay_ms) : found;
  };

  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new FetchInterceptor()] })],
    context: { quiet: true },
    onUnhandledFrame: 'bypass',
    handlers: [
      http.all('*', ({ request }) => {
        // Only calls of the cloud carry a journey: our own files pass, whatever else would leave is stopped here.
        if (!request.headers.has(JOURNEY) && new URL(request.url).origin === origin) return undefined;
        return answer(request);
      }),
    ],
  });
  return { enable: () => void network.enable(), disable: () => void network.disable() };
}

const handlersOf = (servers: MockedServers, host: string) => {
  const entry = servers.find(host);
  return entry ? [...entry.server.handlers(entry.desk)] : [];
};
