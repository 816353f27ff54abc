// What the status LED shows, and what it says (interface.md §7): the system's signals, unless the application took the light.
import { LED_PATTERN } from './abi.ts';
import type { LedControl } from './worker-messages.ts';

export type LedPattern = 'off' | 'solid' | 'blink' | 'breathe' | 'sos' | 'rainbow';

export interface LedState {
  pattern: LedPattern;
  /** 0xRRGGBB. */
  rgb: number;
  /** Name of the colour. */
  color: string;
  /** Of the hardware, ms; what is drawn never flashes more than three times a second. */
  period: number;
  /** What it looks like: `breathing cyan`. */
  looks: string;
  /** What it means, without a full stop. */
  words: string;
  /** Blinks after SOS: the number of the panic. */
  count: number;
}

/** What decides about the light. */
export interface LedFacts {
  power: boolean;
  /** RESET is held. */
  held: boolean;
  panic: { code: number; words: string } | null;
  dfu: boolean;
  updating: boolean;
  signaling: boolean;
  listening: boolean;
  safe_mode: boolean;
  /** MODE is held while it starts: it would go to safe mode. */
  choosing_safe_mode: boolean;
  network: 'off' | 'connecting' | 'ready';
  cloud: 'off' | 'connecting' | 'connected' | 'refused';
  app: LedControl | null;
}

const CYAN = 0x00ffff;
const MAGENTA = 0xff00ff;
const GREEN = 0x00ff00;
const BLUE = 0x0000ff;
const YELLOW = 0xffff00;
const RED = 0xff0000;
const WHITE = 0xffffff;

const NAMED: readonly [string, number][] = [
  ['cyan', CYAN],
  ['magenta', MAGENTA],
  ['green', GREEN],
  ['blue', BLUE],
  ['yellow', YELLOW],
  ['orange', 0xff8000],
  ['red', RED],
  ['white', WHITE],
];

/** The nearest name; a dim colour has the name of its bright one. */
export function colorName(rgb: number): string {
  const parts = (color: number): number[] => [(color >> 16) & 255, (color >> 8) & 255, color & 255];
  const given = parts(rgb);
  const brightest = Math.max(...given);
  if (brightest === 0) return 'dark';
  const bright = given.map((part) => (part / brightest) * 255);
  let best = 'white';
  let nearest = Infinity;
  for (const [name, color] of NAMED) {
    const distance = parts(color).reduce((sum, part, at) => sum + (part - (bright[at] as number)) ** 2, 0);
    if (distance < nearest) [best, nearest] = [name, distance];
  }
  return best;
}

const LOOKS: Readonly<Record<LedPattern, (color: string, period: number) => string>> = {
  off: () => 'dark',
  solid: (color) => color,
  blink: (color, period) => `${period < 450 ? 'fast ' : ''}blinking ${color}`,
  breathe: (color) => `breathing ${color}`,
  sos: () => 'red SOS',
  rainbow: () => 'all colours in turn',
};

const led = (pattern: LedPattern, rgb: number, period: number, words: string, count = 0): LedState => {
  const shown = rgb === 0 && pattern !== 'rainbow' ? 'off' : pattern;
  const color = colorName(rgb);
  return { pattern: shown, rgb, color, period, looks: LOOKS[shown](color, period), words, count };
};

interface Signal {
  /** As Device OS: 10 background, 20 normal, 30 important, 40 critical. */
  priority: number;
  state: LedState;
}

function systemSignal(facts: LedFacts): Signal {
  const signal = (priority: number, ...given: Parameters<typeof led>): Signal => ({ priority, state: led(...given) });
  if (!facts.power) return signal(40, 'off', 0, 0, 'no power');
  if (facts.held) return signal(40, 'off', 0, 0, 'held in reset');
  if (facts.panic) return signal(40, 'sos', RED, 2000, facts.panic.words, facts.panic.code);
  if (facts.dfu) return signal(40, 'blink', YELLOW, 500, 'waiting for a flash over USB');
  if (facts.choosing_safe_mode) return signal(40, 'blink', MAGENTA, 500, 'release MODE for safe mode');
  if (facts.updating) return signal(30, 'blink', MAGENTA, 400, 'receiving a build');
  if (facts.signaling) return signal(30, 'rainbow', WHITE, 2000, 'the cloud asked it to show itself');
  if (facts.listening) return signal(30, 'blink', BLUE, 500, 'waiting for settings over USB');
  if (facts.safe_mode && facts.cloud === 'connected') return signal(10, 'breathe', MAGENTA, 3000, 'firmware paused, cloud on');
  if (facts.cloud === 'refused') return signal(20, 'blink', RED, 500, 'the cloud refused this device');
  if (facts.cloud === 'connected') return signal(10, 'breathe', CYAN, 3000, 'connected to the cloud');
  if (facts.cloud === 'connecting') return signal(20, 'blink', CYAN, 400, 'reaching the cloud');
  if (facts.network === 'connecting') return signal(20, 'blink', GREEN, 500, 'looking for the network');
  if (facts.network === 'ready') return signal(10, 'breathe', GREEN, 3000, 'on the network, cloud off');
  return signal(10, 'breathe', WHITE, 3000, 'radio off');
}

const dimmed = (rgb: number, brightness: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum | (Math.round((((rgb >> shift) & 255) * brightness) / 255) << shift), 0);

export function ledState(facts: LedFacts): LedState {
  const system = systemSignal(facts);
  const { app } = facts;
  if (!app || system.priority >= 40) return system.state;
  if (app.control) return led('solid', dimmed(app.rgb, app.brightness), 0, 'set by the firmware');
  const status = Object.values(app.statuses).sort((a, b) => b.priority - a.priority)[0];
  if (!status || status.priority < system.priority) return system.state;
  const pattern = status.pattern === LED_PATTERN.blink ? 'blink' : status.pattern === LED_PATTERN.fade ? 'breathe' : 'solid';
  return led(pattern, status.rgb, status.period, 'set by the firmware');
}

/** The colour at `at` (ms): what `RGB.onChange` hears. */
export function ledColor({ pattern, rgb, period }: LedState, at: number): number {
  const turn = period > 0 ? (at % period) / period : 0;
  if (pattern === 'off') return 0;
  if (pattern === 'blink' || pattern === 'sos') return turn < 0.5 ? rgb : 0;
  if (pattern === 'breathe') return dimmed(rgb, Math.round(255 * (0.5 - 0.5 * Math.cos(turn * 2 * Math.PI))));
  return rgb;
}
