// How one version of the worker comes, takes over and makes room for the next (spec/service-worker.md §4).
import type { Assets } from './assets.ts';

declare const self: ServiceWorkerGlobalScope;

/** What a page may ask: sent as plain strings, so that any version understands the other's pages. */
export type WorkerMessage = 'claim' | 'drain' | 'skip' | 'precache';

interface Lifecycle {
  assets: Assets;
  /** Fetches the worker's second script: only while it installs may a worker import scripts it did not know. */
  fetchLater(): void;
  /** Opens the visitor's cloud: only where no other version has it. */
  boot(): void;
  /** Ends every open stream and all work, so that nothing holds the next version back. */
  handOver(): void;
  /** Takes up the work that is due. */
  pump(): Promise<void>;
}

export function followLifecycle({ assets, boot, fetchLater, handOver, pump }: Lifecycle): void {
  self.addEventListener('install', (event) => {
    fetchLater();
    // The first worker must be quick to control its page; an update has time, and its files must be complete before it takes over.
    // Never skipWaiting here: with a stream open, Chromium would force the change after 300 s and break the page.
    if (self.registration.active) event.waitUntil(assets.fill(event));
    // Nobody else has the store: it can open while the browser is still busy installing.
    else boot();
  });

  self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim().then(pump));
  });

  /** To an older version, a newer one's files look like rubbish. */
  const isNewest = (): boolean => {
    const { installing, waiting } = self.registration;
    return !installing && !waiting && (self.serviceWorker as ServiceWorker | undefined)?.state !== 'redundant';
  };

  /** A page of this version is open and quiet. When it is the only one, no page needs older files any more. */
  const tidy = async (event: ExtendableMessageEvent): Promise<void> => {
    await assets.fill(event);
    if ((await self.clients.matchAll({ type: 'window' })).length <= 1 && isNewest()) await assets.clean(event);
  };

  const answers: Record<WorkerMessage, (event: ExtendableMessageEvent) => void> = {
    // After Shift-reload the page has no controller although the worker is active.
    claim: (event) => event.waitUntil(self.clients.claim()),
    drain: () => handOver(),
    skip: (event) => event.waitUntil(self.skipWaiting()),
    precache: (event) => event.waitUntil(tidy(event)),
  };

  self.addEventListener('message', (event) => {
    if (typeof event.data === 'string' && Object.hasOwn(answers, event.data)) answers[event.data as WorkerMessage](event);
  });
}
