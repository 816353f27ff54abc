// A service worker that is nothing but the cloud, for the conformance suite.
import '../../src/adapters/local-storage-shim.ts';
import { hostCloud } from '../../src/adapters/host-cloud.ts';
import { createIdbStore } from '../../src/adapters/idb-store.ts';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { integrations, servers } from '../../src/worker/catalog.ts';

/** The part of a worker's scope that is used here: tests are typed for pages. */
interface FetchEvent extends Event {
  request: Request;
  clientId: string;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
declare const self: {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate' | 'fetch', listener: (event: FetchEvent) => void): void;
};

const url = new URL('cloud', self.registration.scope);
const cloud = hostCloud({
  store: createIdbStore('conformance'),
  servers,
  integrations,
  laterRoutes: () => laterRoutes,
  url,
  home: 'service-worker',
  due: () => void cloud.runDue(),
  report: (error) => console.error(error),
});

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(`${url.href}/`)) event.respondWith(cloud.fetch(event.request, event.clientId || null));
});
