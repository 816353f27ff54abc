// The same cloud in the page, for places without a service worker. Loaded only there; what it keeps goes with the tab.
import '../adapters/local-storage-shim.ts';
import { hostCloud } from '../adapters/host-cloud.ts';
import { createMemoryStore } from '../adapters/memory-store.ts';
import { laterRoutes } from '../cloud/later-routes.ts';
import { integrations, servers } from './catalog.ts';
import { InPageEventSource } from './in-page-event-source.ts';

/** Scripts that are not ours (a client library, the console) reach the cloud by the names they know. */
const serveThePage = (isOurs: (url: string) => boolean, send: typeof fetch): void => {
  globalThis.fetch = send;
  globalThis.EventSource = new Proxy(EventSource, {
    construct(native, [given, options]: [string | URL, EventSourceInit?]) {
      const { href } = new URL(given, document.baseURI);
      return isOurs(href) ? new InPageEventSource(href, send) : new native(given, options);
    },
  });
};

/**
 * A `fetch` that answers below `address` itself; everything else goes to the network. It becomes the page's
 * own `fetch`. `address` is absolute, without a trailing slash; `site` is the root of the site.
 */
export function createInPageCloud(address: string, site = new URL('.', address)): typeof fetch {
  const url = new URL(address);
  const network = globalThis.fetch.bind(globalThis);
  const cloud = hostCloud({
    store: createMemoryStore(),
    servers,
    integrations,
    laterRoutes: () => laterRoutes,
    url,
    site,
    home: 'page',
    due: () => void cloud.runDue({ alone: true }).catch(reportError),
    report: reportError,
  });
  const isOurs = (asked: string): boolean => asked.startsWith(`${url.href}/`);
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    return isOurs(request.url) ? cloud.fetch(request) : network(request);
  };
  serveThePage(isOurs, send);
  return send;
}
