// Memory that outlives a run: EEPROM and retained variables.
import { EEPROM_BYTES, type DeviceImports } from '../abi.ts';
import { bytesAt, writeAt, type Machine } from '../machine.ts';

type KeptImports = Pick<DeviceImports, 'eeprom_read' | 'eeprom_write' | 'retained'>;

/** Bytes of backup memory on a board. */
const MOST_RETAINED = 3068;

export function keptImports(machine: Machine): KeptImports {
  const within = (at: number, length: number): void => {
    if (at < 0 || length < 0 || at + length > EEPROM_BYTES) throw new RangeError('Outside the EEPROM.');
  };
  return {
    eeprom_read(at, to, length) {
      within(at, length);
      writeAt(machine, to, machine.eeprom.subarray(at, at + length));
    },
    eeprom_write(at, from, length) {
      within(at, length);
      machine.eeprom.set(bytesAt(machine, from, length), at);
      machine.eeprom_changed = true;
    },
    retained(at, length) {
      if (length > MOST_RETAINED) return 0;
      machine.retained = { at: at >>> 0, length };
      const kept = machine.options.retained;
      if (!kept || kept.length !== length) return 0;
      writeAt(machine, at, kept);
      return 1;
    },
  };
}
