// What one run of a firmware knows and holds; the imports work on it, each group on its part.
import type { VariableType } from '../../model/device.ts';
import { EEPROM_BYTES } from './abi.ts';
import type { DevicePace } from './device-pace.ts';
import { encodeMail, type Mail } from './mail.ts';
import type { DeviceNumbers, FromFirmware, LedControl, PinState, RunEnd, RunOptions } from './worker-messages.ts';
import type { Wave } from './wave.ts';
import { createPublishLimit, type PublishLimit } from './publish-limit.ts';

/** Mail that nobody takes: a firmware that never looks must not fill the host. */
const MOST_MAIL = 1000;
/** Bytes that are printed and have not left the device. */
export const SERIAL_BUFFER = 1024;
/** Bytes that came in and were not read. */
export const SERIAL_INPUT = 4096;

/** Thrown by the imports that do not return. */
export class RunEnded extends Error {
  constructor(readonly end: RunEnd) {
    super('The run ended.');
  }
}

export interface Machine {
  readonly options: RunOptions;
  readonly pace: DevicePace;
  /** Set when the module is instantiated. */
  memory: WebAssembly.Memory;
  post(message: FromFirmware): void;
  now(): number;

  name: string;
  mail: Uint8Array[];
  cloud: number;
  numbers: DeviceNumbers;
  updates: number;
  /** Real ms at which MODE went down. */
  button_since: number | null;

  functions: string[];
  variables: Record<string, VariableType>;
  subscriptions: string[];
  tickets: number;
  limit: PublishLimit;
  /** Added to the cloud's clock, s; null while the device does not know the time. */
  time_offset: number | null;
  /** Virtual ms since boot. */
  time_synced_at: number | null;

  serial_open: boolean;
  serial_room: number;
  printed: number[];
  received: number[];

  eeprom: Uint8Array;
  eeprom_changed: boolean;
  retained: { at: number; length: number } | null;

  random_state: number;
  /** The firmware's own watchdog, virtual ms; null while it is not started. */
  watchdog: { timeout: number; fed_at: number } | null;

  waves: Record<number, Wave>;
  levels: Record<number, 0 | 1>;
  pins: Record<number, PinState>;
  interrupts: Record<number, number>;
  waiting_interrupts: Record<number, number>;
  changed_pins: Set<number>;
  led: LedControl;
  led_changed: boolean;
}

export function createMachine(options: RunOptions, pace: DevicePace, post: Machine['post'], now: () => number): Machine {
  const eeprom = new Uint8Array(EEPROM_BYTES).fill(0xff);
  if (options.eeprom) eeprom.set(options.eeprom.subarray(0, EEPROM_BYTES));
  return {
    options,
    pace,
    memory: new WebAssembly.Memory({ initial: 0 }),
    post,
    now,
    name: options.name,
    mail: [],
    cloud: options.cloud,
    numbers: options.numbers,
    updates: options.updates,
    button_since: null,
    functions: [],
    variables: {},
    subscriptions: [],
    tickets: 0,
    limit: createPublishLimit(),
    time_offset: null,
    time_synced_at: null,
    serial_open: options.serial_open,
    serial_room: SERIAL_BUFFER,
    printed: [],
    received: [],
    eeprom,
    eeprom_changed: false,
    retained: null,
    random_state: options.random_seed >>> 0,
    watchdog: null,
    waves: { ...options.waves },
    levels: { ...options.levels },
    pins: {},
    interrupts: {},
    waiting_interrupts: {},
    changed_pins: new Set(),
    led: { control: false, rgb: 0, brightness: 255, statuses: {}, watched: false },
    led_changed: false,
  };
}

/** Puts mail last; the host wakes the firmware. */
export function putMail(machine: Machine, mail: Mail): void {
  if (machine.mail.length < MOST_MAIL) machine.mail.push(encodeMail(mail));
}

const decoder = new TextDecoder();

/** A copy of bytes of the module; outside its memory is a trap, as for the module itself. */
export const bytesAt = ({ memory }: Machine, at: number, length: number): Uint8Array =>
  new Uint8Array(memory.buffer, at >>> 0, length >>> 0).slice();

export const textAt = (machine: Machine, at: number, length: number): string => decoder.decode(bytesAt(machine, at, length));

/** Writes at most `room` bytes; answers how many. */
export function writeAt({ memory }: Machine, at: number, bytes: Uint8Array, room = bytes.length): number {
  const part = bytes.subarray(0, room >>> 0);
  new Uint8Array(memory.buffer, at >>> 0, part.length).set(part);
  return part.length;
}

/** What was gathered since the last rest goes out: a firmware that toggles a pin a thousand times a second is not heard a thousand times. */
export function flushMachine(machine: Machine): void {
  if (machine.printed.length > 0) machine.post({ type: 'serial', bytes: Uint8Array.from(machine.printed.splice(0)) });
  if (machine.changed_pins.size > 0) {
    const pins: Record<number, PinState> = {};
    for (const pin of machine.changed_pins) {
      const state = machine.pins[pin];
      if (state) pins[pin] = { ...state };
    }
    machine.changed_pins.clear();
    machine.post({ type: 'pins', pins });
  }
  if (machine.led_changed) {
    machine.led_changed = false;
    machine.post({ type: 'led', led: { ...machine.led, statuses: { ...machine.led.statuses } } });
  }
  if (machine.eeprom_changed) {
    machine.eeprom_changed = false;
    machine.post({ type: 'eeprom', bytes: machine.eeprom.slice() });
  }
}
