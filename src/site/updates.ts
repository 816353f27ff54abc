// Hands the page from one version of the worker to the next, and notices when that went wrong (spec/service-worker.md §4).
import { handOver } from './hand-over.ts';
import { isCloud } from './is-cloud.ts';

const HOUR = 3_600_000;
const RELOADED = 'pocket-reloaded-at';

/** At most once in ten seconds: a page that cannot be repaired must not reload for ever. */
export function reloadOnce(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < 10_000) return false;
    sessionStorage.setItem(RELOADED, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
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

  // A part of the page that is loaded late may belong to a version that is gone.
  window.addEventListener('vite:preloadError', () => void reloadOnce());

  let checked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checked < HOUR) return;
    checked = Date.now();
    registration.update().catch(() => {});
  });

  import.meta.hot?.on('pocket:worker-changed', () => void registration.update());
}
