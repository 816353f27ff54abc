// Time, waiting and chance, as a firmware sees them.
import type { DeviceImports } from '../abi.ts';
import { CLOUD_STATE } from '../abi.ts';
import { RunEnded, type Machine } from '../machine.ts';

type TimeImports = Pick<DeviceImports, 'wait' | 'micros' | 'time_now' | 'time_set' | 'time_synced' | 'time_sync' | 'random'>;

/** The cloud gave the time: at the handshake, and when the firmware asks again. */
export function synchronize(machine: Machine): void {
  machine.time_offset = 0;
  machine.time_synced_at = machine.pace.elapsed;
}

export const timeImports = (machine: Machine): TimeImports => ({
  wait(ms) {
    const { watchdog, pace } = machine;
    if (watchdog && pace.elapsed - watchdog.fed_at > watchdog.timeout) throw new RunEnded({ how: 'watchdog' });
    return pace.wait(ms >>> 0);
  },
  micros: () => Math.floor(machine.pace.read() * 1000),
  time_now: () => (machine.time_offset === null ? 0 : machine.pace.moment / 1000 + machine.time_offset),
  time_set(seconds) {
    machine.time_offset = seconds - machine.pace.moment / 1000;
  },
  time_synced: () => (machine.time_synced_at === null ? -1 : Math.floor(machine.time_synced_at * 1000)),
  time_sync() {
    if (machine.cloud & CLOUD_STATE.connected) synchronize(machine);
  },
  random() {
    // mulberry32: small, and the same everywhere.
    machine.random_state = (machine.random_state + 0x6d2b79f5) | 0;
    let bits = Math.imul(machine.random_state ^ (machine.random_state >>> 15), machine.random_state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return bits ^ (bits >>> 14);
  },
});
