// What a virtual device and the realm that runs its firmware tell each other. Plain data: it crosses postMessage, or JSON where the worker has to block.
import type { VariableType } from '../../model/device.ts';
import type { VirtualTime } from '../../model/virtual-time.ts';
import type { SystemMode } from './abi.ts';
import type { Mail } from './mail.ts';
import type { Wave } from './wave.ts';

/** Facts as numbers that may change while the firmware runs (`NUMBER` of the ABI). */
export interface DeviceNumbers {
  battery_charge: number;
  battery_state: number;
  power_source: number;
  signal: number;
}

/** How one run of a firmware begins. */
export interface RunOptions {
  id: string;
  name: string;
  os_version: string;
  app_hash: string;
  /** The WebAssembly of the module, compiled where somebody did that already. */
  wasm: Uint8Array | WebAssembly.Module;
  time: VirtualTime;
  /** Cloud ms at which this run began. */
  booted_at: number;
  /** Device OS's numbers (`RESET_REASON`), and `System.resetReasonData()`. */
  reset_reason: number;
  reset_data: number;
  /** Any 32 bits: the same give the same `random()`. */
  random_seed: number;
  eeprom: Uint8Array | null;
  /** Of the run before; null when power was cut or the firmware is another one. */
  retained: Uint8Array | null;
  /** `CLOUD_STATE` bits. */
  cloud: number;
  /** `UPDATES` bits. */
  updates: number;
  numbers: DeviceNumbers;
  /** By pin. */
  waves: Record<number, Wave>;
  levels: Record<number, 0 | 1>;
  serial_open: boolean;
}

/** Where a worker that has to block asks for its messages, and as which run. */
export interface MailPlace {
  url: string;
  run: string;
}

export type ToFirmware =
  | ({ type: 'run'; wait: MailPlace | null } & RunOptions)
  | { type: 'time'; time: VirtualTime }
  | { type: 'cloud'; state: number }
  | { type: 'mail'; mail: Mail }
  | { type: 'event'; name: string; data: string }
  | { type: 'call'; call: number; what: 'function' | 'variable'; name: string; argument: string }
  | { type: 'wave'; pin: number; wave: Wave }
  | { type: 'level'; pin: number; level: 0 | 1 }
  | { type: 'numbers'; numbers: DeviceNumbers }
  | { type: 'updates'; updates: number }
  | { type: 'name'; name: string }
  /** MODE went down (true) or up. */
  | { type: 'button'; down: boolean }
  | { type: 'serial'; bytes: number[] }
  | { type: 'serial_open'; open: boolean }
  /** So many printed bytes left the device: the firmware may print as many more. */
  | { type: 'serial_room'; bytes: number }
  | { type: 'ping' };

export interface LedControl {
  /** The application has the light. */
  control: boolean;
  rgb: number;
  brightness: number;
  /** `LEDStatus`es that are active, by id. */
  statuses: Record<number, { rgb: number; pattern: number; period: number; priority: number }>;
  /** The application wants to hear each colour. */
  watched: boolean;
}

export interface PinState {
  mode: number;
  level: 0 | 1;
  /** 0 … 65535; null without PWM. */
  duty: number | null;
}

export interface PublishRequest {
  ticket: number;
  name: string;
  data: string | null;
  ttl: number;
  flags: number;
  /** The call in the sources. */
  file: string | null;
  line: number | null;
}

/** One function of the module on the way to a crash. */
export interface CrashFrame {
  /** Null where the browser does not tell it. */
  function: string | null;
  /** Bytes from the module's beginning. */
  offset: number | null;
}

/** Why a run ended. `error`: the module cannot run here at all. */
export type RunEnd =
  | { how: 'reset'; kind: number; data: number }
  /** The firmware's own watchdog was not fed. */
  | { how: 'watchdog' }
  | { how: 'panic'; code: number; text: string; frames: CrashFrame[] }
  | { how: 'error'; text: string };

export type FromFirmware =
  | { type: 'started'; mode: SystemMode; threaded: boolean }
  | { type: 'described'; functions: string[]; variables: Record<string, VariableType>; subscriptions: string[] }
  | ({ type: 'publish' } & PublishRequest)
  | { type: 'answer'; call: number; value: string | number | boolean | null }
  | { type: 'cloud_wanted'; wanted: boolean }
  | { type: 'network'; what: number }
  | { type: 'listen'; on: boolean }
  | { type: 'vitals'; seconds: number }
  | { type: 'allow'; what: number }
  | { type: 'serial'; bytes: Uint8Array }
  | { type: 'pins'; pins: Record<number, PinState> }
  | { type: 'led'; led: LedControl }
  | { type: 'eeprom'; bytes: Uint8Array }
  | { type: 'retained'; bytes: Uint8Array }
  /** It lives: said once when it is loaded, as the answer of a ping, and by itself where the worker blocks. */
  | { type: 'pong' }
  | { type: 'ended'; end: RunEnd };
