// The USB serial port, as a firmware sees it.
import type { DeviceImports } from '../abi.ts';
import { bytesAt, flushMachine, SERIAL_BUFFER, writeAt, type Machine } from '../machine.ts';

type SerialImports = Pick<DeviceImports, 'serial_write' | 'serial_available' | 'serial_read' | 'serial_peek' | 'serial_open'>;

export const serialImports = (machine: Machine): SerialImports => ({
  serial_write(bytes, length) {
    if (!machine.serial_open) return -1;
    const taken = Math.min(length >>> 0, machine.serial_room);
    machine.serial_room -= taken;
    for (const byte of bytesAt(machine, bytes, taken)) machine.printed.push(byte);
    // Printed and then crashed or stuck: what was said before must be read.
    if (machine.printed.length >= SERIAL_BUFFER / 4) flushMachine(machine);
    return taken;
  },
  serial_available: () => machine.received.length,
  serial_read: (to, room) =>
    writeAt(machine, to, Uint8Array.from(machine.received.splice(0, Math.min(room >>> 0, machine.received.length)))),
  serial_peek: () => machine.received[0] ?? -1,
  serial_open: () => (machine.serial_open ? 1 : 0),
});
