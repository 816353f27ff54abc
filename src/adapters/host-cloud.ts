// Puts a cloud into a browser: its clock, its alarm, and the mocked internet behind its webhooks. A worker and a page do the same.
import { createCloud, type Cloud } from '../cloud/cloud.ts';
import type { Ports, Store } from '../cloud/ports.ts';
import { createAlarm } from './alarm.ts';
import { createHttp } from './http.ts';
import { createMockedInternet } from './mocked-internet.ts';
import { createMockedServers, type AnyServer } from './mocked-servers.ts';
import { seededId } from './seeded-id.ts';
import { readDescription, readFirmware } from './site-files.ts';
import { createSystemClock } from './system-clock.ts';

interface Host extends Pick<Ports, 'home' | 'isAlive' | 'integrations' | 'laterRoutes' | 'report'> {
  store: Store;
  /** The files of `src/servers`. */
  servers: readonly AnyServer[];
  /** Absolute address of the cloud, without a trailing slash. */
  url: URL;
  /** Absolute address of the site's root, with a trailing slash; default: the cloud lies in it. */
  site?: URL;
  /** Something is due: call `cloud.runDue()`, now or when it is this host's turn. */
  due(): void;
}

/** 128 bits that make one visitor's ids and tokens different from everybody else's. */
const newSeed = (): string => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, '0')).join('');

export function hostCloud({ store, servers: list, url, site = new URL('.', url), due, ...ports }: Host): Cloud {
  const clock = createSystemClock();
  const alarm = createAlarm(clock.delayTo, due);
  const servers = createMockedServers(list, store, clock);
  const internet = createMockedInternet({ servers, store, ...(ports.report ? { report: ports.report } : {}) });
  const cloud = createCloud(
    {
      ...ports,
      store,
      clock,
      servers,
      http: createHttp({
        internet,
        store,
        clock,
        onRecorded: ({ id }) => cloud.changed({ table: 'server_requests', ids: [id] }),
        ...(ports.report ? { report: ports.report } : {}),
      }),
      newId: seededId,
      description: () => readDescription(site),
      knownApp: (name, platform_id) => readFirmware(site, name, platform_id),
      seed: newSeed(),
      wake: alarm.set,
      every(ms, tick) {
        const timer = setInterval(tick, ms);
        return () => clearInterval(timer);
      },
    },
    { basePath: url.pathname },
  );
  return cloud;
}
