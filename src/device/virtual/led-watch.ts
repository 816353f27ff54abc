// A firmware that watches its status LED (`RGB.onChange`) hears each colour that it shows.
import type { DeviceClock } from '../device-clock.ts';
import { ledColor, type LedState } from './led-state.ts';

/** Real ms between two looks. */
const EVERY = 50;

export interface LedWatch {
  set(on: boolean): void;
}

export function createLedWatch(clock: DeviceClock, state: () => LedState, tell: (rgb: number) => void): LedWatch {
  let shown = -1;
  let cancel: (() => void) | null = null;
  const look = (): void => {
    const rgb = ledColor(state(), clock.now());
    if (rgb !== shown) tell(rgb);
    shown = rgb;
    cancel = clock.after(EVERY, look);
  };
  return {
    set(on) {
      if (on === (cancel !== null)) return;
      cancel?.();
      cancel = null;
      shown = -1;
      if (on) look();
    },
  };
}
