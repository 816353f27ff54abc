// Asks the old version of the worker to make room for the one that waits, and keeps this page's calls back meanwhile.

/** Ms. A change of versions takes far less. */
const PATIENCE = 2000;

let changing: Promise<void> | null = null;

const changed = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    navigator.serviceWorker.addEventListener(
      'controllerchange',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

/** The old version ends its streams and the new one takes over; without the first, it would wait for every tab to close. */
export function handOver({ waiting, active }: Pick<ServiceWorkerRegistration, 'waiting' | 'active'>): void {
  if (!waiting) return;
  // A call that met the end of the old version would start it once more, and Chromium waits up to five minutes for that life.
  changing ??= changed().finally(() => (changing = null));
  active?.postMessage('drain');
  waiting.postMessage('skip');
}

/** The page's `fetch`, which waits while versions change. */
export const patientFetch: typeof fetch = async (input, init) => {
  if (changing) await changing;
  return fetch(input, init);
};
