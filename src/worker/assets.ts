// Our own files, kept by Workbox: after one visit the whole site works offline.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';

export interface Assets {
  /**
   * The answer from the cache (or the network while the cache is filling), or undefined: not one of our files. A page of the
   * version before, still open after an update, finds its own parts, which its host no longer has.
   */
  answer(event: FetchEvent): Promise<Response> | undefined;
  /** Fetches what is missing. A visitor's first worker does it after it took control, an update before (spec/service-worker.md §1). */
  fill(event: ExtendableEvent): Promise<void>;
  /** Forgets files of older versions: only when no page of theirs is open. */
  clean(event: ExtendableEvent): Promise<void>;
}

export function createAssets(manifest: (PrecacheEntry | string)[], scope: string): Assets {
  const controller = new PrecacheController({ cacheName: `pocket-files:${scope}` });
  controller.addToCacheList(manifest);
  // One route needs no router.
  const route = new PrecacheRoute(controller, { directoryIndex: 'index.html', cleanURLs: true });
  const hashed = `${scope}assets/`;
  let filling: Promise<void> | null = null;

  /** Files whose name holds their hash never change: any version's copy is right. */
  const older = async (request: Request): Promise<Response> =>
    (await (await caches.open(controller.strategy.cacheName)).match(request)) ?? fetch(request);

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
    answer(event) {
      const { request } = event;
      if (request.method !== 'GET') return undefined;
      const params = route.match({ event, request, url: new URL(request.url), sameOrigin: true });
      if (params) return controller.strategy.handle({ event, request, params: params as Record<string, unknown> });
      return request.url.startsWith(hashed) ? older(request) : undefined;
    },
    fill(event) {
      filling ??= install(event).finally(() => (filling = null));
      return filling;
    },
    async clean(event) {
      await controller.activate(event);
    },
  };
}
