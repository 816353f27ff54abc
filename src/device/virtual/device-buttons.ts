// MODE and RESET, as a finger uses them: clicks for the firmware, three seconds for listening mode, both together for safe mode.
import type { DeviceClock } from '../device-clock.ts';
import { SYSTEM_EVENT } from './abi.ts';

/** Real ms: a finger knows no virtual time. */
const LISTENING_AFTER = 3000;
const FINAL_CLICK_AFTER = 500;
/** MODE is held so long after RESET was let go: safe mode. */
const SAFE_MODE_AFTER = 1000;

export interface ButtonHandlers {
  /** A system event for the firmware. */
  event(event: number, param: number): void;
  /** MODE went down or up. */
  mode(down: boolean): void;
  toggleListening(): void;
  /** RESET went down: everything stops. */
  hold(): void;
  /** RESET was let go. */
  restart(safe_mode: boolean): void;
  changed(): void;
}

export interface DeviceButtons {
  readonly mode_down: boolean;
  readonly reset_down: boolean;
  /** MODE is held during the start: letting it go now means safe mode. */
  readonly choosing_safe_mode: boolean;
  pressMode(): void;
  releaseMode(): void;
  pressReset(): void;
  releaseReset(): void;
}

export function createDeviceButtons(clock: DeviceClock, handlers: ButtonHandlers): DeviceButtons {
  let mode_since: number | null = null;
  let reset_down = false;
  let choosing = false;
  /** This press did something already: letting go is no click. */
  let used = false;
  let clicks = 0;
  let cancelHold = (): void => {};
  let cancelFinal = (): void => {};

  const countClick = (): void => {
    clicks += 1;
    handlers.event(SYSTEM_EVENT.button_click, clicks);
    cancelFinal();
    cancelFinal = clock.after(FINAL_CLICK_AFTER, () => {
      handlers.event(SYSTEM_EVENT.button_final_click, clicks);
      clicks = 0;
    });
  };

  return {
    get mode_down() {
      return mode_since !== null;
    },
    get reset_down() {
      return reset_down;
    },
    get choosing_safe_mode() {
      return choosing;
    },
    pressMode() {
      if (mode_since !== null) return;
      mode_since = clock.now();
      used = false;
      handlers.mode(true);
      if (!reset_down) {
        handlers.event(SYSTEM_EVENT.button_status, 0);
        cancelHold = clock.after(LISTENING_AFTER, () => {
          used = true;
          handlers.toggleListening();
        });
      }
      handlers.changed();
    },
    releaseMode() {
      if (mode_since === null) return;
      const held = Math.max(1, Math.round(clock.now() - mode_since));
      mode_since = null;
      cancelHold();
      handlers.mode(false);
      if (choosing) {
        choosing = false;
        handlers.restart(true);
      } else if (!reset_down) {
        handlers.event(SYSTEM_EVENT.button_status, held);
        if (!used) countClick();
      }
      handlers.changed();
    },
    pressReset() {
      if (reset_down) return;
      reset_down = true;
      choosing = false;
      used = true;
      cancelHold();
      handlers.hold();
      handlers.changed();
    },
    releaseReset() {
      if (!reset_down) return;
      reset_down = false;
      if (mode_since === null) handlers.restart(false);
      else {
        // Held on too short for safe mode, it is an ordinary start with MODE down.
        choosing = true;
        cancelHold = clock.after(SAFE_MODE_AFTER, () => {});
      }
      handlers.changed();
    },
  };
}
