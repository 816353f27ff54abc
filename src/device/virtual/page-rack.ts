// A rack as a page has it: workers, IndexedDB, Web Locks.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { VirtualTime } from '../../model/virtual-time.ts';
import { DeviceRack } from './device-rack.ts';
import { createDeviceStorage } from './device-storage.ts';
import { devicesDatabase } from './forget-devices.ts';
import { workerRealm } from './firmware-realm.ts';

export interface PageRackOptions {
  /** Address of the site, absolute, with a trailing slash. */
  site: string;
  cloud: CloudClient;
  time: () => VirtualTime;
  /** Where the cloud runs: only a service worker can answer a worker that blocks. */
  home: () => 'service-worker' | 'page';
}

export const createPageRack = ({ site, cloud, time, home }: PageRackOptions): DeviceRack => {
  // Embeds may have clouds of their own, made of one snapshot: with the same ids.
  const place = new URL(cloud.base).pathname;
  return new DeviceRack({
    site,
    place,
    cloud,
    time,
    storage: createDeviceStorage(devicesDatabase(cloud.base)),
    locks: (navigator as { locks?: LockManager }).locks,
    startRealm: workerRealm((id) =>
      home() === 'service-worker'
        ? {
            url: `${cloud.base}/pocket/devices/${id}/wait`,
            send: (run, messages) => cloud.call('POST', `/pocket/devices/${id}/mail`, { token: false, body: { run, messages } }),
          }
        : null,
    ),
  });
};
