// What a sensor gives to an analog pin: a voltage that stands still or moves, in the cloud's time, so that a fast clock sees more of it.

export const WAVE_SHAPES = ['steady', 'sine', 'triangle', 'square', 'noise'] as const;
export type WaveShape = (typeof WAVE_SHAPES)[number];

export interface Wave {
  shape: WaveShape;
  /** Volts in the middle. */
  level: number;
  /** Volts up and down from there. */
  swing: number;
  /** Ms of virtual time. */
  period: number;
}

export const steady = (level: number): Wave => ({ shape: 'steady', level, swing: 0, period: 60_000 });

const REFERENCE_VOLTS = 3.3;
const FULL_SCALE = 4095;

/** -1 … 1; the same moment gives the same number. */
function noiseAt(step: number): number {
  let bits = Math.imul(step ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 0x7fffffff - 1;
}

/** Volts at `at` (ms of the cloud's clock). */
export function voltsAt({ shape, level, swing, period }: Wave, at: number): number {
  const turn = period > 0 ? (at % period) / period : 0;
  switch (shape) {
    case 'steady':
      return level;
    case 'sine':
      return level + swing * Math.sin(turn * 2 * Math.PI);
    case 'triangle':
      return level + swing * (turn < 0.5 ? 4 * turn - 1 : 3 - 4 * turn);
    case 'square':
      return level + (turn < 0.5 ? swing : -swing);
    case 'noise':
      // A new value twenty times a period.
      return level + swing * noiseAt(Math.floor(at / Math.max(1, period / 20)));
  }
}

/** What `analogRead` gives: 0 (0 V) … 4095 (3.3 V). */
export const analogValue = (volts: number): number => Math.max(0, Math.min(FULL_SCALE, Math.round((volts / REFERENCE_VOLTS) * FULL_SCALE)));
