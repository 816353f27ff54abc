// How a board lives: it starts, runs, crashes, is restarted, and waits in safe mode when it crashes too often.
import { virtualNow, type VirtualTime } from '../../model/virtual-time.ts';
import type { DeviceClock } from '../device-clock.ts';
import { RESET, RESET_REASON } from './abi.ts';
import { crashPlace } from './crash-place.ts';
import { createCrashCount, type CrashCount, type DeviceCrash, ENDLESS, UNFED } from './crash-count.ts';
import type { DeviceFirmware } from './device-firmware.ts';
import type { DeviceMemory } from './device-memory.ts';
import type { StartRealm } from './firmware-realm.ts';
import { startFirmware, type FirmwareRun, type FirmwareSays } from './firmware-run.ts';
import { seedOf } from './random-seed.ts';
import { numberOfAsked, numberOfReset } from './reset-reasons.ts';
import type { ResetReason } from './virtual-board.ts';
import type { RunEnd, RunOptions } from './worker-messages.ts';

/** What a board does just now. `elsewhere`: another tab of this site runs it. */
export type VirtualDeviceState = 'loading' | 'elsewhere' | 'off' | 'held' | 'running' | 'safe_mode' | 'panic' | 'dfu' | 'failed';

/** Real ms that SOS is shown before it starts again. */
const SOS_FOR = 6000;

/** What a run is told beside what only its life knows. */
export type RunFacts = Omit<
  RunOptions,
  'app_hash' | 'wasm' | 'time' | 'booted_at' | 'reset_reason' | 'reset_data' | 'random_seed' | 'eeprom' | 'retained' | 'updates'
>;

export interface DeviceLife {
  state: VirtualDeviceState;
  readonly run: FirmwareRun | null;
  readonly crashes: CrashCount;
  /** Cloud ms. */
  readonly booted_at: number;
  /** Device OS's number. */
  readonly reset_reason: number;
  /** Starts, unless the power is off; `reason`: another number than that of the last end. */
  boot(safe_mode: boolean, reason?: number): void;
  /** Ends what runs; USB disappears. */
  end(reason: ResetReason): void;
  reset(reason: ResetReason): void;
  /** RESET is held. */
  hold(): void;
  /** The firmware asks for it: `RESET` of the ABI. */
  askedToReset(kind: number, data: number): void;
  ended(end: RunEnd): void;
  /** For good. */
  stop(): void;
}

export interface DeviceLifeOptions {
  clock: DeviceClock;
  /** The cloud's. */
  time: () => VirtualTime;
  startRealm: StartRealm;
  memory: DeviceMemory;
  firmware: DeviceFirmware;
  facts(): RunFacts;
  hear(message: FirmwareSays): void;
  changed(): void;
  /** A start: nothing of the run before is known any more. `state` is the new one. */
  begins(): void;
  /** The firmware is about to run; in safe mode the system alone does. */
  runs(): void;
  /** There is a run to talk to. */
  started(): void;
  /** The firmware stands still, and SOS is shown. */
  panics(): void;
  /** `was` running, or could be reached: then USB disappears. */
  ends(reason: ResetReason, was: VirtualDeviceState): void;
}

export function createDeviceLife(options: DeviceLifeOptions): DeviceLife {
  const { clock, time, memory, firmware } = options;
  const crashes = createCrashCount();
  let state: VirtualDeviceState = 'loading';
  let run: FirmwareRun | null = null;
  let booted_at = 0;
  let started_at = 0;
  let reset_reason: number = RESET_REASON.power_down;
  let reset_data = 0;
  let stopped = false;
  let cancelSos = (): void => {};

  const enter = (next: VirtualDeviceState): void => {
    state = next;
    options.changed();
  };

  const endRun = (): void => {
    run?.close();
    run = null;
  };

  const runOptions = ({ module, compiled }: NonNullable<DeviceFirmware['image']>): RunOptions => {
    const { retained, eeprom, boots } = memory.kept;
    const keeps = reset_reason !== RESET_REASON.power_down && retained?.hash === module.hash;
    return {
      ...options.facts(),
      app_hash: module.hash,
      wasm: compiled,
      time: time(),
      booted_at,
      reset_reason,
      reset_data,
      random_seed: seedOf(options.facts().id, boots),
      eeprom,
      retained: keeps ? retained.bytes : null,
      updates: firmware.updates,
    };
  };

  const crashed = (crash: Omit<DeviceCrash, 'times'>): void => crashes.add(crash, clock.now() - started_at);

  const saveFromCrashing = (): boolean => {
    if (!crashes.tooMany()) return false;
    life.end('panic');
    life.boot(true);
    return true;
  };

  const stoppedByWatchdog = (crash: Omit<DeviceCrash, 'times'>): void => {
    crashed(crash);
    life.reset('watchdog');
    saveFromCrashing();
  };

  const life: DeviceLife = {
    get state() {
      return state;
    },
    set state(next) {
      enter(next);
    },
    get run() {
      return run;
    },
    crashes,
    get booted_at() {
      return booted_at;
    },
    get reset_reason() {
      return reset_reason;
    },
    boot(safe_mode, reason = reset_reason) {
      const { kept } = memory;
      reset_reason = reason;
      if (stopped || !kept.power) return;
      // A start while another is under way: the newer one counts.
      endRun();
      started_at = clock.now();
      booted_at = virtualNow(time(), started_at);
      firmware.begin();
      options.begins();
      const { image } = firmware;
      if (!image) return enter('failed');
      memory.keep({ boots: kept.boots + 1 });
      enter(safe_mode ? 'safe_mode' : 'running');
      options.runs();
      if (safe_mode) return;
      const { startRealm, hear } = options;
      run = startFirmware({ startRealm, clock, hear, hangs: () => stoppedByWatchdog(ENDLESS), run: runOptions(image) });
      options.started();
    },
    end(reason) {
      const was = state;
      endRun();
      cancelSos();
      firmware.end();
      options.ends(reason, was);
    },
    reset(reason) {
      if (stopped) return;
      reset_reason = numberOfReset[reason];
      reset_data = reason === 'panic' ? (crashes.last?.code ?? 0) : 0;
      if (reason === 'flash' || reason === 'pin') crashes.endRow();
      life.end(reason);
      if (reason === 'serial') enter('dfu');
      else life.boot(false);
    },
    hold() {
      reset_reason = RESET_REASON.pin_reset;
      crashes.endRow();
      life.end('pin');
      enter('held');
    },
    askedToReset(kind, data) {
      life.end('pin');
      reset_reason = numberOfAsked(kind);
      reset_data = data;
      if (kind === RESET.dfu) enter('dfu');
      else if (kind === RESET.power_off) {
        memory.keep({ power: false, retained: null });
        enter('off');
      } else life.boot(kind === RESET.safe_mode);
    },
    ended(end) {
      switch (end.how) {
        case 'reset':
          return life.askedToReset(end.kind, end.data);
        case 'watchdog':
          return stoppedByWatchdog(UNFED);
        case 'error':
          firmware.failure = end.text;
          life.end('panic');
          return enter('failed');
        case 'panic':
          crashed({ code: end.code, text: end.text, ...crashPlace(end.frames, firmware.image?.wasm ?? null) });
          endRun();
          options.panics();
          enter('panic');
          cancelSos = clock.after(SOS_FOR, () => {
            if (!saveFromCrashing()) life.reset('panic');
          });
      }
    },
    stop() {
      stopped = true;
      life.end('pin');
    },
  };
  return life;
}
