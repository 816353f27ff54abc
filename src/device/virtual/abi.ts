// What a firmware imports from its host (namespace `device`), in TypeScript. The words are in `firmware/include/pocket_host.h`; change both.

/** Passed to `start` by the firmware. A host of another number refuses the module. */
export const POCKET_ABI = 1;

/** Name of the import namespace, and of the one function that a module exports beside `memory`. */
export const IMPORT_MODULE = 'device';
export const RUN_EXPORT = 'fw_run';

/** Bytes of the EEPROM, 0xFF at first. */
export const EEPROM_BYTES = 4096;

export const SYSTEM_MODES = ['automatic', 'semi_automatic', 'manual', 'safe_mode'] as const;
export type SystemMode = (typeof SYSTEM_MODES)[number];

/** Types of `answer` and `variable`. */
export const ANSWER = { failed: 0, bool: 1, int32: 2, double: 3, string: 4 } as const;

export const CLOUD_STATE = { connected: 1, network_ready: 2, cloud_wanted: 4, network_on: 8, listening: 16 } as const;
export const NETWORK = { off: 0, on: 1, connect: 2, disconnect: 3 } as const;
export const TEXT = { device_id: 1, device_name: 2, os_version: 3, app_hash: 4 } as const;
export const NUMBER = {
  reset_reason: 1,
  reset_data: 2,
  battery_charge: 3,
  battery_state: 4,
  power_source: 5,
  button_ms: 6,
  signal: 7,
} as const;
export const RESET = { reset: 0, safe_mode: 1, dfu: 2, power_off: 3 } as const;
export const UPDATES = { allowed: 1, pending: 2, reset_allowed: 4, reset_pending: 8 } as const;
export const ALLOW = { disable_updates: 0, enable_updates: 1, disable_reset: 2, enable_reset: 3 } as const;
export const PIN_MODE = { input: 0, output: 1, input_pullup: 2, input_pulldown: 3, none: 255 } as const;
export const PIN_CHANGE = { none: 0, change: 1, rising: 2, falling: 3 } as const;
export const LED_PATTERN = { off: 0, solid: 1, blink: 2, fade: 3 } as const;

/** Numbers of `panic`, as Device OS counts SOS blinks. */
export const PANIC = { hard_fault: 1, out_of_heap: 8, assertion_failure: 10, stack_overflow: 13, heap_error: 14 } as const;

/** Reasons of the run before, as Device OS numbers them (`NUMBER.reset_reason`). */
export const RESET_REASON = {
  none: 0,
  unknown: 10,
  pin_reset: 20,
  power_down: 40,
  watchdog: 60,
  update: 70,
  safe_mode: 110,
  dfu_mode: 120,
  panic: 130,
  user: 140,
} as const;

/** System events, one bit each; the number of a `system` mail. Bits above 31 do not fit `|` of JavaScript: add them. */
export const SYSTEM_EVENT = {
  network_credentials: 1 << 4,
  network_status: 1 << 5,
  cloud_status: 1 << 6,
  button_status: 1 << 7,
  firmware_update: 1 << 8,
  firmware_update_pending: 1 << 9,
  reset_pending: 1 << 10,
  reset: 1 << 11,
  button_click: 1 << 12,
  button_final_click: 1 << 13,
  time_changed: 1 << 14,
  low_battery: 1 << 15,
  out_of_memory: 1 << 18,
} as const;

/** Results below 0, as Device OS numbers them. */
export const SYSTEM_ERROR = {
  unknown: -100,
  busy: -110,
  not_supported: -120,
  not_allowed: -130,
  cancelled: -140,
  aborted: -150,
  timeout: -160,
  not_found: -170,
  already_exists: -180,
  too_large: -190,
  limit_exceeded: -200,
  invalid_state: -210,
  network: -230,
  no_memory: -260,
  invalid_argument: -270,
} as const;

/** A place in the module's memory. Text is UTF-8, (address, bytes). */
export type Address = number;
/** 0 or 1. */
export type Flag = number;

/**
 * The imports. All answer at once but `wait`. i32 arguments arrive signed: `>>> 0` where the whole 32 bits count.
 * `reset` and `panic` must not return: throw.
 */
export interface DeviceImports {
  start(abi: number, mode: number, threaded: Flag): void;
  /** Virtual ms. 1: there is mail. With JSPI a promise, without it the host blocks. */
  wait(ms: number): number | Promise<number>;
  micros(): number;
  time_now(): number;
  time_set(seconds: number): void;
  time_synced(): number;
  time_sync(): void;
  random(): number;

  mail_size(): number;
  mail_take(to: Address): void;
  answer(call: number, type: number, number: number, text: Address, length: number): void;

  cloud_state(): number;
  cloud_connect(): void;
  cloud_disconnect(): void;
  network(what: number): void;
  publish(
    name: Address,
    nameLength: number,
    data: Address,
    dataLength: number,
    ttl: number,
    flags: number,
    file: Address,
    fileLength: number,
    line: number,
  ): number;
  subscribe(prefix: Address, length: number): number;
  unsubscribe(): void;
  function(name: Address, length: number): number;
  variable(name: Address, length: number, type: number): number;
  vitals(seconds: number): number;

  serial_write(bytes: Address, length: number): number;
  serial_available(): number;
  serial_read(to: Address, room: number): number;
  serial_peek(): number;
  serial_open(): Flag;

  text(what: number, to: Address, room: number): number;
  number(what: number): number;
  reset(how: number, data: number): never;
  panic(code: number, text: Address, length: number): never;
  listen(on: Flag): void;
  watchdog(ms: number): void;
  updates(): number;
  allow(what: number): void;

  eeprom_read(at: number, to: Address, length: number): void;
  eeprom_write(at: number, from: Address, length: number): void;
  retained(at: Address, length: number): Flag;

  pin_mode(pin: number, mode: number): void;
  pin_write(pin: number, level: number): void;
  pin_read(pin: number): number;
  analog_read(pin: number): number;
  pwm(pin: number, duty: number, hertz: number): void;
  pin_interrupt(pin: number, change: number): void;

  led_control(on: Flag): void;
  led_color(rgb: number): void;
  led_brightness(value: number): void;
  led_watch(on: Flag): void;
  led_status(id: number, rgb: number, pattern: number, period: number, priority: number): void;
}

/** What a module exports. */
export interface FirmwareExports {
  memory: WebAssembly.Memory;
  fw_run(): void;
}
