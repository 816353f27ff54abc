// The calls that are not in the worker's first script, and the list of our files. This module serves development, where the worker is one module;
// the build puts another in its place that imports a second script (build/service-worker.ts).
import { laterRoutes } from '../cloud/later-routes.ts';
import type { PrecacheEntry } from 'workbox-precaching';
import type { Route } from '../cloud/route.ts';

/** Makes sure that the others work in every later life of this worker. */
export const fetchLater = (): void => {};

export const readLater = (): readonly Route[] => laterRoutes;

/** What is kept for offline use; in development nothing is. */
export const readFiles = (): PrecacheEntry[] => [];
