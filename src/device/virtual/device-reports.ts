// What a board's system reports to the cloud by itself: why it restarted, and its vitals.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { DeviceClock } from '../device-clock.ts';

export interface DeviceReports {
  /** Once for each start, when it is online. */
  lastReset(boot: number, reason: string): void;
  /** `seconds` of virtual time: 0 once, above 0 also every so often, below 0 no more. */
  vitals(seconds: number): void;
  stop(): void;
}

export interface DeviceReportsOptions {
  id: string;
  cloud: Pick<CloudClient, 'call'>;
  clock: DeviceClock;
  rate: () => number;
  /** Null while it is offline. */
  facts: () => object | null;
}

export function createDeviceReports({ id, cloud, clock, rate, facts }: DeviceReportsOptions): DeviceReports {
  let said = -1;
  let cancel = (): void => {};
  const report = (name: string, data: string): void => {
    // A report that is lost is lost, as on a board.
    cloud.call('POST', `/pocket/devices/${id}/report`, { token: false, body: { name, data } }).catch(() => {});
  };
  const say = (): void => {
    const vitals = facts();
    if (vitals) report('spark/device/diagnostics/update', JSON.stringify(vitals));
  };
  return {
    lastReset(boot, reason) {
      if (said === boot) return;
      said = boot;
      report('spark/device/last_reset', reason);
    },
    vitals(seconds) {
      cancel();
      if (seconds < 0) return;
      say();
      if (seconds === 0) return;
      const again = (): void => {
        cancel = clock.after((seconds * 1000) / Math.max(0.001, rate()), () => {
          say();
          again();
        });
      };
      again();
    },
    stop: () => cancel(),
  };
}
