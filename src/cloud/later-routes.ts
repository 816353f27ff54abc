// Calls that a first visit does without: the worker reads them when the first of them is made, so that it starts fast.
import type { Route } from './route.ts';
import { routes as accessTokens } from './routes/access-tokens.ts';
import { routes as binaries } from './routes/binaries.ts';
import { routes as buildTargets } from './routes/build-targets.ts';
import { routes as clients } from './routes/clients.ts';
import { routes as customers } from './routes/customers.ts';
import { routes as deliveries } from './routes/deliveries.ts';
import { routes as deviceClaims } from './routes/device-claims.ts';
import { routes as firmware } from './routes/firmware.ts';
import { routes as groups } from './routes/groups.ts';
import { routes as orgs } from './routes/orgs.ts';
import { routes as pocketMails } from './routes/pocket-mails.ts';
import { routes as pocketState } from './routes/pocket-state.ts';
import { routes as pocketIntegrations } from './routes/pocket-integrations.ts';
import { routes as serialNumbers } from './routes/serial-numbers.ts';
import { routes as team } from './routes/team.ts';

export const laterRoutes: readonly Route[] = [
  ...accessTokens,
  ...binaries,
  ...buildTargets,
  ...clients,
  ...customers,
  ...deviceClaims,
  ...firmware,
  ...groups,
  ...orgs,
  ...pocketMails,
  ...pocketState,
  ...pocketIntegrations,
  ...serialNumbers,
  ...team,
  ...deliveries,
];
