// The pins of a board: what the firmware does to them, and the voltages and waves that come from outside.
import { PIN_MODE } from './abi.ts';
import { steady, type Wave } from './wave.ts';
import type { PinState, ToFirmware } from './worker-messages.ts';

const D7 = 7;
/** A TMP36 at 21.5 °C, as the starter firmware expects it on A0. */
const A0 = 19;
const FIRST_WAVES: Record<number, Wave> = { [A0]: steady(0.715) };

export interface DevicePins {
  /** By pin, as the firmware has them. */
  readonly pins: Record<number, PinState>;
  readonly waves: Record<number, Wave>;
  readonly levels: Record<number, 0 | 1>;
  /** 0 … 1: how bright the blue light is while firmware runs. */
  readonly d7: number;
  /** What was kept of the waves. */
  adopt(waves: Record<number, Wave>): void;
  heard(pins: Record<number, PinState>): void;
  setWave(pin: number, wave: Wave): void;
  setLevel(pin: number, level: 0 | 1): void;
  /** The firmware stopped: nobody drives a pin any more. */
  release(): void;
}

export interface PinHandlers {
  tell(message: Extract<ToFirmware, { type: 'wave' | 'level' }>): void;
  keep(waves: Record<number, Wave>): void;
  changed(): void;
}

export function createDevicePins({ tell, keep, changed }: PinHandlers): DevicePins {
  let pins: Record<number, PinState> = {};
  let waves = { ...FIRST_WAVES };
  let levels: Record<number, 0 | 1> = {};
  return {
    get pins() {
      return pins;
    },
    get waves() {
      return waves;
    },
    get levels() {
      return levels;
    },
    get d7() {
      const pin = pins[D7];
      if (!pin) return 0;
      if (pin.duty !== null) return pin.duty / 65_535;
      return pin.mode === PIN_MODE.output ? pin.level : 0;
    },
    adopt(kept) {
      waves = { ...FIRST_WAVES, ...kept };
    },
    heard(changes) {
      pins = { ...pins, ...changes };
      changed();
    },
    setWave(pin, wave) {
      waves = { ...waves, [pin]: wave };
      tell({ type: 'wave', pin, wave });
      keep(waves);
      changed();
    },
    setLevel(pin, level) {
      levels = { ...levels, [pin]: level };
      tell({ type: 'level', pin, level });
      changed();
    },
    release() {
      pins = {};
    },
  };
}
