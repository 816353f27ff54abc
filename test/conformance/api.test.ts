// One set of cases over the three homes of the cloud: the function itself, a page, a service worker.
import { createIdbStore } from '../../src/adapters/idb-store.ts';
import { hostCloud } from '../../src/adapters/host-cloud.ts';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { createInPageCloud } from '../../src/site/in-page-cloud.ts';
import { integrations, servers } from '../../src/site/catalog.ts';
import { runApiCases } from './run-api-cases.ts';

let registration: ServiceWorkerRegistration | undefined;

runApiCases('cloud.fetch', async () => {
  const url = new URL('https://function.example/some/base/cloud');
  const cloud = hostCloud({
    store: createIdbStore('conformance-function'),
    servers,
    integrations,
    laterRoutes: () => laterRoutes,
    url,
    home: 'page',
    due: () => void cloud.runDue({ alone: true }),
    report: reportError,
  });
  return { base: url.href, fetch: (input, init) => cloud.fetch(new Request(input, init)) };
});

runApiCases('in the page', async () => {
  const site = new URL('/docs/demo/', location.href).href;
  return { base: `${site}cloud`, fetch: createInPageCloud(`${site}cloud`) };
});

runApiCases('service worker', async () => {
  registration = await navigator.serviceWorker.register('/test/conformance/cloud-worker.ts', { type: 'module', scope: '/' });
  if (!navigator.serviceWorker.controller)
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  return { base: new URL('/cloud', location.href).href, fetch: (input, init) => fetch(input, init) };
});

after(async () => {
  await registration?.unregister();
});
