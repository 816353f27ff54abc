// Calls that a first event does without: the worker reads them when the first of them is made, so that it starts fast.
import type { Route } from './route.ts';
import { routes as accessTokens } from './routes/access-tokens.ts';
import { routes as binaries } from './routes/binaries.ts';
import { routes as buildTargets } from './routes/build-targets.ts';
import { routes as clients } from './routes/clients.ts';
import { routes as customers } from './routes/customers.ts';
import { routes as deliveries } from './routes/deliveries.ts';
import { routes as deviceCalls } from './routes/device-calls.ts';
import { routes as deviceClaims } from './routes/device-claims.ts';
import { routes as devices } from './routes/devices.ts';
import { routes as firmware } from './routes/firmware.ts';
import { routes as groups } from './routes/groups.ts';
import { routes as integrations } from './routes/integrations.ts';
import { routes as openapi } from './routes/openapi.ts';
import { routes as orgs } from './routes/orgs.ts';
import { routes as pocketApp } from './routes/pocket-app.ts';
import { routes as pocketClock } from './routes/pocket-clock.ts';
import { routes as pocketCompiler } from './routes/pocket-compiler.ts';
import { routes as pocketDevices } from './routes/pocket-devices.ts';
import { routes as pocketFleet } from './routes/pocket-fleet.ts';
import { routes as pocketIntegrations } from './routes/pocket-integrations.ts';
import { routes as pocketLimits } from './routes/pocket-limits.ts';
import { routes as pocketMails } from './routes/pocket-mails.ts';
import { routes as pocketServers } from './routes/pocket-servers.ts';
import { routes as pocketSettings } from './routes/pocket-settings.ts';
import { routes as pocketState } from './routes/pocket-state.ts';
import { routes as pocketVirtualDevices } from './routes/pocket-virtual-devices.ts';
import { routes as productDevices } from './routes/product-devices.ts';
import { routes as products } from './routes/products.ts';
import { routes as serialNumbers } from './routes/serial-numbers.ts';
import { routes as team } from './routes/team.ts';
import { routes as user } from './routes/user.ts';
import { routes as webhooks } from './routes/webhooks.ts';

export const laterRoutes: readonly Route[] = [
  ...accessTokens,
  ...binaries,
  ...buildTargets,
  ...clients,
  ...customers,
  ...deliveries,
  ...deviceCalls,
  ...deviceClaims,
  ...devices,
  ...firmware,
  ...groups,
  ...integrations,
  ...openapi,
  ...orgs,
  ...pocketApp,
  ...pocketClock,
  ...pocketCompiler,
  ...pocketDevices,
  ...pocketFleet,
  ...pocketIntegrations,
  ...pocketLimits,
  ...pocketMails,
  ...pocketServers,
  ...pocketSettings,
  ...pocketState,
  ...pocketVirtualDevices,
  ...productDevices,
  ...products,
  ...serialNumbers,
  ...team,
  ...user,
  ...webhooks,
];
