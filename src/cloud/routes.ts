// The calls of a first event: they are in the worker's first script. A new route module is one line here or in later-routes.ts.
import type { Route } from './route.ts';
import { routes as events } from './routes/events.ts';
import { routes as oauth } from './routes/oauth.ts';
import { routes as pocketEvents } from './routes/pocket-events.ts';
import { routes as pocketInfo } from './routes/pocket-info.ts';

export const routes: readonly Route[] = [...events, ...oauth, ...pocketEvents, ...pocketInfo];
