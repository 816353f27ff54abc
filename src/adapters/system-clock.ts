// The cloud's clock on a real machine: virtual time computed from the machine's.
import type { Clock } from '../cloud/ports.ts';
import { virtualNow, type VirtualTime } from '../model/virtual-time.ts';

export function createSystemClock(): Clock {
  const start = Date.now();
  let time: VirtualTime = { epoch: start, origin: start, rate: 1 };
  return {
    now: () => virtualNow(time, Date.now()),
    real: () => Date.now(),
    set(given) {
      time = given;
    },
  };
}
