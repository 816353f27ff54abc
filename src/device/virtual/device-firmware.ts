// The firmware that a board holds: the one it came with or another one, taken over serial or over the air.
import type { DeviceClock } from '../device-clock.ts';
import { ALLOW, SYSTEM_EVENT, UPDATES } from './abi.ts';
import { checkImage, type Image } from './check-image.ts';
import type { DeviceMemory } from './device-memory.ts';
import { logUpdate } from './update-log.ts';
import type { InstallAnswer } from './virtual-board.ts';

const NOT_LOADED = 'The firmware that the board comes with could not be loaded. Reload the page to try again.';
/** Real ms after an update was taken: the cloud has the answer by then, or never gets it. */
const RESTART_AFTER = 3000;

export interface DeviceFirmware {
  readonly image: Image | null;
  /** Why there is none. */
  failure: string | null;
  /** An update over the air is under way. */
  readonly updating: boolean;
  /** `UPDATES` bits. */
  readonly updates: number;
  /** Reads what was kept, or else what the board came with. */
  load(): Promise<void>;
  install(given: Uint8Array): Promise<InstallAnswer>;
  /** True when it was taken: the board restarts when the cloud knows it (`answered`), and soon in any case. */
  overTheAir(module: Uint8Array): Promise<boolean>;
  answered(): void;
  /** The firmware allows updates and restarts, or forbids them. */
  allow(what: number): void;
  /** A run begins. */
  begin(): void;
  /** The run is over: so is what was under way. */
  end(): void;
}

export interface DeviceFirmwareOptions {
  clock: DeviceClock;
  memory: DeviceMemory;
  /** What the board came with. Rejects where it cannot be loaded. */
  first(): Promise<Uint8Array>;
  event(event: number, param: number): void;
  log(category: string, message: string, level?: number): void;
  changed(): void;
  /** Another firmware is there: what the last one did does not count. */
  replaced(): void;
  restart(): void;
}

export function createDeviceFirmware(options: DeviceFirmwareOptions): DeviceFirmware {
  const { clock, memory, changed, restart } = options;
  let image: Image | null = null;
  let updates: number = UPDATES.allowed | UPDATES.reset_allowed;
  let updating = false;
  let cancelRestart = (): void => {};

  const firmware: DeviceFirmware = {
    failure: null,
    get image() {
      return image;
    },
    get updating() {
      return updating;
    },
    get updates() {
      return updates;
    },
    async load() {
      const { image: kept } = memory.kept;
      image = null;
      firmware.failure = null;
      const own = kept ? await checkImage(kept) : null;
      if (own?.ok) {
        image = own.image;
        return;
      }
      try {
        const first = await checkImage(await options.first());
        if (first.ok) image = first.image;
        else firmware.failure = first.detail;
      } catch {
        firmware.failure = NOT_LOADED;
      }
    },
    async install(given) {
      if (!(updates & UPDATES.allowed)) return { ok: false, code: -1380, detail: 'The firmware has switched updates off.' };
      const answer = await checkImage(given);
      if (!answer.ok) return answer;
      ({ image } = answer);
      firmware.failure = null;
      options.replaced();
      memory.keep({ image: answer.image.bytes });
      changed();
      return { ok: true };
    },
    async overTheAir(module) {
      updating = true;
      changed();
      options.event(SYSTEM_EVENT.firmware_update, 0);
      const answer = await firmware.install(module);
      logUpdate(module, answer, options.log);
      // The board may have been restarted while it checked.
      updating = answer.ok;
      cancelRestart();
      if (answer.ok) cancelRestart = clock.after(RESTART_AFTER, restart);
      changed();
      return answer.ok;
    },
    answered() {
      if (updating) restart();
    },
    allow(what) {
      if (what === ALLOW.disable_updates) updates &= ~UPDATES.allowed;
      if (what === ALLOW.enable_updates) updates |= UPDATES.allowed;
      if (what === ALLOW.disable_reset) updates &= ~UPDATES.reset_allowed;
      if (what === ALLOW.enable_reset) updates |= UPDATES.reset_allowed;
    },
    begin() {
      updates = UPDATES.allowed | UPDATES.reset_allowed;
    },
    end() {
      cancelRestart();
      updating = false;
    },
  };
  return firmware;
}
