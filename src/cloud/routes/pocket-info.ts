// What the cloud is and what changes in it (`/pocket/info`, `/pocket/changes`).
import { cloudInfo } from '../cloud-info.ts';
import { defineRoute, type Route } from '../route.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/info',
    summary: 'Read what this cloud is: version, home, rules and time.',
    tag: 'Pocket',
    access: 'none',
    handle: async ({ core }) => cloudInfo(core),
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/changes',
    produces: 'text/event-stream',
    summary: 'Open the feed of what changes. Holding it open keeps the cloud awake.',
    tag: 'Pocket',
    access: 'none',
    handle: async ({ core, clientId }) => core.changeFeed.open(clientId, cloudInfo(core)),
  }),
];
