// Hands the page from one version of the worker to the next, and notices when that went wrong (spec/service-worker.md §4).
import { handOver } from './hand-over.ts';
import { isCloud } from './is-cloud.ts';
import { reloadOnce } from './reload-once.ts';

const HOUR = 3_600_000;

/** Why a worker that runs has no cloud. 503: its database belongs to a newer version (adapters/idb-store.ts). */
export async function whyNoCloud(cloudUrl: string): Promise<'newer-cloud' | 'failed'> {
  const answer = await fetch(`${cloudUrl}/pocket/info`, { cache: 'no-store' }).catch(() => null);
  return answer?.status === 503 ? 'newer-cloud' : 'failed';
}

export function watchUpdates(registration: ServiceWorkerRegistration, cloudUrl: string): void {
  const follow = (): void => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed') handOver(registration);
    });
  };
  registration.addEventListener('updatefound', follow);
  // One may have been found, or be waiting, before this page listened.
  follow();
  handOver(registration);

  navigator.serviceWorker.addEventListener('controllerchange', async () => {
    if (import.meta.env.DEV) return location.reload();
    // A page whose worker was exchanged by force is cut off from the new one: only a reload helps.
    if (!(await isCloud(fetch, cloudUrl))) reloadOnce();
  });

  let checked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checked < HOUR) return;
    checked = Date.now();
    registration.update().catch(() => {});
  });

  import.meta.hot?.on('pocket:worker-changed', () => void registration.update());
}
