// The calls of a first event and of the walkthrough: they are in the worker's first script. A new route module is one line here or in
// later-routes.ts.
import type { Route } from './route.ts';
import { routes as deviceCalls } from './routes/device-calls.ts';
import { routes as devices } from './routes/devices.ts';
import { routes as events } from './routes/events.ts';
import { routes as integrations } from './routes/integrations.ts';
import { routes as oauth } from './routes/oauth.ts';
import { routes as pocketClock } from './routes/pocket-clock.ts';
import { routes as pocketDevices } from './routes/pocket-devices.ts';
import { routes as pocketEvents } from './routes/pocket-events.ts';
import { routes as pocketServers } from './routes/pocket-servers.ts';
import { routes as pocketSettings } from './routes/pocket-settings.ts';
import { routes as pocketInfo } from './routes/pocket-info.ts';
import { routes as pocketLimits } from './routes/pocket-limits.ts';
import { routes as productDevices } from './routes/product-devices.ts';
import { routes as products } from './routes/products.ts';
import { routes as user } from './routes/user.ts';
import { routes as webhooks } from './routes/webhooks.ts';

export const routes: readonly Route[] = [
  ...deviceCalls,
  ...devices,
  ...events,
  ...integrations,
  ...oauth,
  ...pocketClock,
  ...pocketDevices,
  ...pocketEvents,
  ...pocketServers,
  ...pocketSettings,
  ...pocketInfo,
  ...pocketLimits,
  ...productDevices,
  ...products,
  ...user,
  ...webhooks,
];
