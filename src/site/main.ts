// Entry of every page: the cloud gets the machine first, then the page's own code runs.
import { readEmbedParams } from '../embed/embed-params.ts';
import { cloudAddress } from './cloud-address.ts';
import { connectCloud } from './connect.ts';
import { reloadOnce } from './reload-once.ts';

/** On a first visit the worker starts while the page's code would run: on two cores each makes the other late, and without a cloud the page's code has nothing to show. */
const LONGEST_WAIT = 400;

const cloudIsNew = (): boolean => {
  try {
    return navigator.serviceWorker.controller === null;
  } catch {
    // No workers in this frame: nothing competes.
    return false;
  }
};

// A part of the page that is loaded late may belong to a version that is gone: the first of them is the page's own code.
addEventListener('vite:preloadError', () => void reloadOnce());

const base = new URL(document.querySelector<HTMLMetaElement>('meta[name="pocket-base"]')?.content ?? './', document.baseURI);
const cloud = cloudAddress(base.href, readEmbedParams(location.search)?.cloud ?? undefined);
const connection = connectCloud(base.href, cloud);
const openPage = async (): Promise<void> => (await import('./page.ts')).openPage(base, cloud, connection);
// Later visits find a worker that runs or starts quickly.
const first = cloudIsNew() ? Promise.race([connection, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]) : Promise.resolve();
void first.then(openPage, openPage);
