// The calls that are not in the worker's first script. This module serves development, where the worker is one module;
// the build puts another in its place that imports a second script (build/service-worker.ts).
import { laterRoutes } from '../cloud/later-routes.ts';
import type { Route } from '../cloud/route.ts';

/** Makes sure that `readLater` works in every later life of this worker. */
export const fetchLater = (): void => {};

export const readLater = (): readonly Route[] => laterRoutes;
