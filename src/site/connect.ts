// Finds the cloud for this page: in the service worker, or, where none is possible, in the page itself.
import { patientFetch } from './hand-over.ts';
import { isCloud } from './is-cloud.ts';
import type { NoWorkerCode } from './no-worker-reason.ts';
import { registerWorker } from './register-worker.ts';
import { reloadOnce } from './reload-once.ts';
import { watchUpdates, whyNoCloud } from './updates.ts';

/** A first visit takes a tenth of a second; a loaded machine may take seconds. */
const PATIENCE = 10_000;

export interface Connection {
  home: 'service-worker' | 'page';
  /** False: what the visitor does is gone with the tab. */
  saved: boolean;
  /** Why there is no service worker, as a sentence for the person; only with home `page`. */
  reason?: string;
  code?: NoWorkerCode;
  /** The only way to the cloud; other addresses go to the network. */
  fetch: typeof fetch;
}

class NoWorker extends Error {
  constructor(readonly code: NoWorkerCode) {
    super(code);
  }
}

const container = (): ServiceWorkerContainer => {
  let found: ServiceWorkerContainer | undefined;
  try {
    // The getter throws in a sandboxed frame.
    found = navigator.serviceWorker;
  } catch {
    throw new NoWorker('sandboxed');
  }
  if (!found) throw new NoWorker(isSecureContext ? 'unsupported' : 'insecure');
  return found;
};

const register = async (base: string): Promise<ServiceWorkerRegistration> => {
  try {
    return await registerWorker(base);
  } catch (error) {
    const blocked = ['NotSupportedError', 'SecurityError', 'InvalidStateError'].includes((error as Error).name);
    throw new NoWorker(blocked ? 'site-data-blocked' : 'failed');
  }
};

/** Resolves when our worker controls this page. */
const controlled = (workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration, base: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoWorker('timed-out')), PATIENCE);
    const done = (): void => {
      // Another site's worker can be in control when we live below it.
      if (workers.controller?.scriptURL !== `${base}sw.js`) return;
      clearTimeout(timer);
      workers.removeEventListener('controllerchange', done);
      resolve();
    };
    workers.addEventListener('controllerchange', done);
    done();
    // After Shift-reload the worker is active without controlling the page: it has to be asked. (A first one claims by itself.)
    registration.active?.postMessage('claim');
    registration.installing?.addEventListener('statechange', (event) => {
      if ((event.target as ServiceWorker).state === 'redundant' && !registration.active) reject(new NoWorker('failed'));
    });
  });

const whenQuiet = (work: () => void): void => {
  const later = (): unknown => ('requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 5000 }) : setTimeout(work, 500));
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
};

async function connectWorker(base: string, cloud: string): Promise<Connection> {
  const workers = container();
  const registration = await register(base);
  await controlled(workers, registration, base);
  const info = await isCloud(fetch, cloud);
  if (!info) {
    // Cut off by a forced update: a reload repairs it. Reject never: the page is going away.
    if (reloadOnce()) await new Promise<never>(() => {});
    throw new NoWorker(await whyNoCloud(cloud));
  }
  watchUpdates(registration, cloud);
  whenQuiet(() => workers.controller?.postMessage('precache'));
  return { home: 'service-worker', saved: info.saved, fetch: patientFetch };
}

/**
 * `base`: address of the site, relative to the page or absolute, with a trailing slash. `cloud`: the cloud's, as `cloudAddress`
 * gives it. Never rejects for want of a worker.
 */
export async function connectCloud(base: string, cloud: string): Promise<Connection> {
  const site = new URL(base, document.baseURI).href;
  try {
    return await connectWorker(site, cloud);
  } catch (error) {
    const code = error instanceof NoWorker ? error.code : 'failed';
    const [{ createInPageCloud }, { noWorkerReason }] = await Promise.all([import('./in-page-cloud.ts'), import('./no-worker-reason.ts')]);
    return { home: 'page', saved: false, reason: noWorkerReason[code], code, fetch: createInPageCloud(cloud, new URL(site)) };
  }
}
