// Our own files, kept by Workbox: after one visit the whole site works offline.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { Router } from 'workbox-routing';

export interface Assets {
  /** The answer from the cache (or the network while the cache is filling), or undefined: not one of our files. */
  answer(event: FetchEvent): Promise<Response> | undefined;
  /** Fetches what is missing. A visitor's first worker does it after it took control, an update before (spec/service-worker.md §1). */
  fill(event: ExtendableEvent): Promise<void>;
  /** Forgets files of older versions. */
  clean(event: ExtendableEvent): Promise<void>;
}

export function createAssets(manifest: (PrecacheEntry | string)[], scope: string): Assets {
  const controller = new PrecacheController({ cacheName: `pocket-files:${scope}` });
  controller.addToCacheList(manifest);
  const router = new Router();
  router.registerRoute(new PrecacheRoute(controller, { directoryIndex: 'index.html', cleanURLs: true }));
  let filling: Promise<void> | null = null;

  const missing = async (): Promise<boolean> => {
    const cache = await caches.open(controller.strategy.cacheName);
    const there = new Set((await cache.keys()).map(({ url }) => url));
    return [...controller.getURLsToCacheKeys().values()].some((key) => !there.has(key));
  };

  const install = async (event: ExtendableEvent): Promise<void> => {
    if (!(await missing())) return;
    // Workbox stores only for `install`; told anything else it downloads everything and keeps nothing.
    await controller.install({ type: 'install', waitUntil: (work: Promise<unknown>) => event.waitUntil(work) } as ExtendableEvent);
  };

  return {
    answer: (event) => router.handleRequest({ event, request: event.request }),
    fill(event) {
      filling ??= install(event).finally(() => (filling = null));
      return filling;
    },
    async clean(event) {
      await controller.activate(event);
    },
  };
}
