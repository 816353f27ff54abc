// What checks know of other people's servers: whether they run, and whether they were called.
import type { CloudFacts } from './cloud-facts.ts';
import { DEMO_HOST } from './demo-hook.ts';
import type { DemoState } from './demo-server-state.ts';
import type { ServerInfo } from './server.ts';

/** Only the demo's server can be switched off; the others run until they are taken down. */
export const serverFacts = (
  servers: readonly Pick<ServerInfo, 'host' | 'fault' | 'last_request_at'>[],
  demo: Pick<DemoState, 'started' | 'received' | 'authorization'>,
): NonNullable<CloudFacts['servers']> =>
  servers.map(({ host, fault, last_request_at }) => ({
    host,
    running: host === DEMO_HOST ? demo.started : fault?.kind !== 'down',
    requests: host === DEMO_HOST ? demo.received : last_request_at === null ? 0 : 1,
    ...(host === DEMO_HOST ? { secret: demo.authorization } : {}),
  }));
