// What the virtual serial port needs of a board: the contract between the USB side and whatever runs the firmware.
import type { ModuleInfo } from '../serial/module-info.ts';

export type { ModuleInfo } from '../serial/module-info.ts';

export type ResetReason = 'pin' | 'serial' | 'flash' | 'panic' | 'watchdog';

/** Answer of `install`. Codes are Device OS's own: -1320 validation, -1330 CRC, -1340 dependency, -1350 address, -1351 size, -1360 platform, -1370 format, -1380 updates disabled (spec/device.md §1.4). */
export type InstallAnswer = { ok: true } | { ok: false; code: number; detail: string };

/** The other end of the board's USB cable, as firmware sees it (`Serial.isConnected()`, `Serial.availableForWrite()`). */
export interface SerialHost {
  /** A host holds the port open with DTR: what is printed while false is lost. */
  readonly connected: boolean;
  /** Bytes that can be written without waiting, at most 256. */
  readonly room: number;
  /** Resolves when there is room again, or when the write is given up after 2500 ms or the port is closed: then bytes are lost. */
  drained(): Promise<void>;
  /** Set by the board: called when `connected` may have changed. */
  changed?: (() => void) | null;
}

/**
 * A board without its USB plug. Events:
 * - `serial`: CustomEvent<Uint8Array>, what the firmware printed, in order. Dispatched whether or not a host listens, and in listening mode: the port drops it.
 * - `reset`: CustomEvent<ResetReason>, the moment it stops: USB disappears. Also when the power goes.
 * - `boot`: firmware begins to run: USB is back.
 * - `change`: any of the readonly facts below changed.
 */
export interface VirtualBoard extends EventTarget {
  /** 24 hex. */
  readonly id: string;
  readonly name: string;
  readonly platform_id: number;
  /** `5.9.0` */
  readonly os_version: string;
  /** False: no USB device at all. */
  readonly power: boolean;
  readonly listening: boolean;
  readonly claimed: boolean;
  /** For the `s` answer: bootloader, system part, and the user part with its hash, product id and version. */
  modules(): ModuleInfo[];
  /** What a host wrote while the board was not in listening mode. */
  serialInput(bytes: Uint8Array): void;
  /** Set by the port while it is plugged in. */
  host?: SerialHost | null;
  enterListening(): void;
  leaveListening(): void;
  /** Restarts without its application, into listening mode: what key `L` of the console does. */
  restartListening(): void;
  reset(reason: ResetReason): void;
  /** Checks the module and keeps it for the next start. It does not reset: the port does, after it told the host. YMODEM's padding may follow the module. */
  install(module: Uint8Array): Promise<InstallAnswer>;
}

export interface VirtualBoardEvents {
  serial: CustomEvent<Uint8Array>;
  reset: CustomEvent<ResetReason>;
  boot: Event;
  change: Event;
}
