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

interface Kept {
  controller: PrecacheController;
  /** One route needs no router. */
  route: PrecacheRoute;
}

/** `files` is asked once, for the first request that may be for one of them. */
export function createAssets(files: () => (PrecacheEntry | string)[], scope: string): Assets {
  const hashed = `${scope}assets/`;
  let filling: Promise<void> | null = null;
  let known: Kept | null = null;

  const kept = (): Kept => {
    if (known) return known;
    const controller = new PrecacheController({ cacheName: `pocket-files:${scope}` });
    controller.addToCacheList(files());
    known = { controller, route: new PrecacheRoute(controller, { directoryIndex: 'index.html', cleanURLs: true }) };
    return known;
  };

  /** Files whose name holds their hash never change: any version's copy is right. */
  const older = async (request: Request): Promise<Response> =>
    (await (await caches.open(kept().controller.strategy.cacheName)).match(request)) ?? fetch(request);

  const missing = async (): Promise<boolean> => {
    const { controller } = kept();
    const cache = await caches.open(controller.strategy.cacheName);
    const there = new Set((await cache.keys()).map(({ url }) => url));
    return [...controller.getURLsToCacheKeys().values()].some((key) => !there.has(key));
  };

  const install = async (event: ExtendableEvent): Promise<void> => {
    if (!(await missing())) return;
    // Workbox stores only for `install`; told anything else it downloads everything and keeps nothing.
    await kept().controller.install({ type: 'install', waitUntil: (work: Promise<unknown>) => event.waitUntil(work) } as ExtendableEvent);
  };

  return {
    answer(event) {
      const { request } = event;
      if (request.method !== 'GET') return undefined;
      const { controller, route } = kept();
      const params = route.match({ event, request, url: new URL(request.url), sameOrigin: true });
      if (params) return controller.strategy.handle({ event, request, params: params as Record<string, unknown> });
      return request.url.startsWith(hashed) ? older(request) : undefined;
    },
    fill(event) {
      filling ??= install(event).finally(() => (filling = null));
      return filling;
    },
    async clean(event) {
      await kept().controller.activate(event);
    },
  };
}
