// The service worker: three owners of traffic, no overlap. Workbox has our files, the cloud has `<base>cloud/`, MSW everybody else.
import '../adapters/local-storage-shim.ts';
import { hostCloud } from '../adapters/host-cloud.ts';
import { createIdbStore } from '../adapters/idb-store.ts';
import { createAssets } from './assets.ts';
import { integrations, servers } from './catalog.ts';
import { createClouds } from './clouds.ts';
import { fetchLater, readFiles, readLater } from './later.ts';
import { followLifecycle } from './lifecycle.ts';

declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;
const site = new URL(scope);
const clouds = createClouds(site, (url, due) =>
  hostCloud({
    store: createIdbStore(`pocket-cloud:${url.pathname}`),
    servers,
    integrations,
    laterRoutes: readLater,
    url,
    site,
    home: 'service-worker',
    isAlive: async (clientId) => (await self.clients.get(clientId)) !== undefined,
    due,
    report: reportError,
  }),
);
const assets = createAssets(readFiles, scope);

followLifecycle({
  assets,
  fetchLater,
  boot: () => void clouds.own.ready().catch(reportError),
  pump: () => clouds.own.run(),
  handOver: () => clouds.stop(),
});

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const cloud = origin === site.origin ? clouds.at(pathname) : null;
  if (cloud) {
    const answer = cloud.fetch(event.request, event.clientId || null);
    event.respondWith(answer);
    // What this call left to do, or a killed worker before us.
    event.waitUntil(answer.then(() => cloud.look()));
    return;
  }
  const file = assets.answer(event);
  if (file) event.respondWith(file);
});

// A worker that was killed with work undone: this is its next life.
void clouds.own.run().catch(reportError);
