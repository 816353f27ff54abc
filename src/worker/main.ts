// The service worker: three owners of traffic, no overlap. Workbox has our files, the cloud has `<base>cloud/`, MSW everybody else.
import '../adapters/local-storage-shim.ts';
import { hostCloud } from '../adapters/host-cloud.ts';
import { createIdbStore } from '../adapters/idb-store.ts';
import { createAssets } from './assets.ts';
import { integrations, servers } from './catalog.ts';
import { fetchLater, readLater } from './later.ts';
import { followLifecycle } from './lifecycle.ts';
import { createPump } from './pump.ts';

declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;
const cloudUrl = new URL('cloud', scope);

const cloud = hostCloud({
  store: createIdbStore(`pocket-cloud:${cloudUrl.pathname}`),
  servers,
  integrations,
  laterRoutes: readLater,
  url: cloudUrl,
  home: 'service-worker',
  isAlive: async (clientId) => (await self.clients.get(clientId)) !== undefined,
  due: () => void pump.run().catch(reportError),
  report: reportError,
});
const pump = createPump(cloud);
const assets = createAssets(self.__WB_MANIFEST, scope);

const isOurs = ({ origin, pathname }: URL): boolean => origin === cloudUrl.origin && pathname.startsWith(`${cloudUrl.pathname}/`);

followLifecycle({
  assets,
  fetchLater,
  pump: () => pump.run(),
  handOver: () => pump.stop(),
});

self.addEventListener('fetch', (event) => {
  if (isOurs(new URL(event.request.url))) {
    const answer = cloud.fetch(event.request, event.clientId || null);
    event.respondWith(answer);
    // What this call left to do, or a killed worker before us.
    event.waitUntil(answer.then(() => pump.look()));
    return;
  }
  const file = assets.answer(event);
  if (file) event.respondWith(file);
});

// A worker that was killed with work undone: this is its next life.
void pump.run().catch(reportError);
