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

/** Real ms between two looks at the cloud's time: no flood at high rates, no sleep beyond a change of the rate. */
const SHORTEST = 250;
const LONGEST = 1000;

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
      // Of the cloud's time, ms: its rate may change, and it may stand still, while this waits.
      let left = seconds * 1000;
      const again = (): void => {
        const pace = rate();
        const wait = pace > 0 ? Math.min(Math.max(left / pace, SHORTEST), LONGEST) : LONGEST;
        cancel = clock.after(wait, () => {
          left -= wait * pace;
          if (left <= 0) {
            say();
            left = seconds * 1000;
          }
          again();
        });
      };
      again();
    },
    stop: () => cancel(),
  };
}
