// The same cloud in the page, for places without a service worker. Loaded only there; what it keeps goes with the tab.
import '../adapters/local-storage-shim.ts';
import { hostCloud } from '../adapters/host-cloud.ts';
import { createMemoryStore } from '../adapters/memory-store.ts';
import { laterRoutes } from '../cloud/later-routes.ts';
import { integrations, servers } from './catalog.ts';

/** A `fetch` that answers below `<site>cloud/` itself; everything else goes to the network. `site` ends with a slash. */
export function createInPageCloud(site: string): typeof fetch {
  const url = new URL('cloud', site);
  const network = globalThis.fetch.bind(globalThis);
  const cloud = hostCloud({
    store: createMemoryStore(),
    servers,
    integrations,
    laterRoutes: () => laterRoutes,
    url,
    home: 'page',
    due: () => void cloud.runDue({ alone: true }).catch(reportError),
    report: reportError,
  });
  return async (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(`${url.href}/`) ? cloud.fetch(request) : network(request);
  };
}
