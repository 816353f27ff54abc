// What can go wrong between the page and a device, one code for each thing a person does next.

/** Another browser, address or setting is needed: a virtual device works meanwhile. */
export type AvailabilityErrorCode =
  | 'serial_unsupported' // the browser has neither Web Serial nor WebUSB
  | 'serial_insecure' // not https or localhost
  | 'serial_blocked'; // a permissions policy, a frame or an administrator

/** Cable, other programs, other tabs. */
export type ConnectErrorCode =
  | 'port_not_opened' // busy, gone or no permission: the browser does not say which
  | 'port_lost' // unplugged, or reset, while in use
  | 'port_silent' // opened, but an operation got no answer in time
  | 'port_not_back' // no port after a restart within the time
  | 'port_not_released' // close hangs
  | 'device_in_other_tab' // only one tab runs a virtual device
  | 'device_changed' // what came back is another device
  | 'session_busy'; // one operation at a time

/** Listening mode. */
export type ListeningErrorCode =
  | 'listening_not_reached' // 28800 did nothing: Device OS 6, or no answer
  | 'listening_answer_unreadable'; // something answered, but not as a Device OS console

/** Another file, or the same file made again (spec/device.md §2). */
export type ModuleErrorCode =
  | 'module_too_short'
  | 'module_too_large'
  | 'module_bad_header'
  | 'module_truncated'
  | 'module_trailing_bytes'
  | 'module_bad_crc'
  | 'module_not_user_part'
  | 'module_wrong_platform'
  | 'module_needs_newer_os'
  | 'module_wrong_product'
  | 'module_wrong_product_version'
  | 'module_bad_hash';

/** While sending, or when the device judges what it got (spec/device.md §1.4). */
export type FlashErrorCode =
  | 'flash_not_offered' // Device OS 6 and later have no serial flashing
  | 'flash_cancelled' // by the person
  | 'flash_aborted_on_device' // `Aborted by user.`
  | 'flash_no_answer' // nothing within the time a step may take
  | 'flash_noisy' // the same block refused again and again
  | 'flash_refused' // CAN CAN without a reason
  | 'flash_too_large' // `The file size is higher than the allowed space memory!`
  | 'flash_not_saved' // `Failed to save chunk!`
  | 'flash_not_received' // `Failed to receive the file!`
  | 'flash_disabled' // -1380: updates are switched off
  | 'flash_invalid' // `Validation failed: N`; N is in `number`
  | 'flash_other_hash' // after the restart the device reports another module
  | 'flash_not_proven' // flashed, but nothing could be read back
  | 'flash_ota_failed'; // over the air: the device did not take it

/** The device restarts again and again. */
export type RunErrorCode = 'boot_loop';

export type DeviceErrorCode =
  AvailabilityErrorCode | ConnectErrorCode | ListeningErrorCode | ModuleErrorCode | FlashErrorCode | RunErrorCode;

/** Thrown by everything in src/device. Closing a picker is a result, not an error. */
export class DeviceError extends Error {
  override name = 'DeviceError';
  constructor(
    readonly code: DeviceErrorCode,
    /** For the console and bug reports, never for people: `elements/support/device-error-text.ts` has the sentences. */
    readonly detail = '',
    /** Facts the sentence may name. */
    readonly facts: DeviceErrorFacts = {},
  ) {
    super(detail ? `${code}: ${detail}` : code);
  }
}

export interface DeviceErrorFacts {
  /** The device's own number: -1330 … (spec/device.md §1.4). */
  number?: number;
  /** What the file is for, or needs, and what the device has: platform ids, product ids, or versions as words (`5.9.0`). */
  wanted?: number | string;
  found?: number | string;
}

export const isDeviceError = (error: unknown): error is DeviceError => error instanceof Error && error.name === 'DeviceError';
