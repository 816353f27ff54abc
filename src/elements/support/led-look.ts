// How a pattern of the status LED is drawn: class names and a colour. Nothing flashes more than three times a second (interface.md §7).
import type { LedState } from '../../device/virtual/led-state.ts';

/** Colours that the page has a token for; others come as they are. */
const TOKENS: Readonly<Record<number, string>> = {
  0x00ffff: 'c-cyan',
  0xff00ff: 'c-magenta',
  0x00ff00: 'c-green',
  0x0000ff: 'c-blue',
  0xffff00: 'c-yellow',
  0xff0000: 'c-red',
  0xffffff: 'c-white',
};

const FAST = 450;
const SLOW = 1500;

/** A class for the colours of the page, else a fill. */
export const colorOf = ({ rgb }: Pick<LedState, 'rgb'>): { name: string; fill: string } => ({
  name: TOKENS[rgb] ?? '',
  fill: `#${rgb.toString(16).padStart(6, '0')}`,
});

export function patternClass({ pattern, period }: Pick<LedState, 'pattern' | 'period'>): string {
  if (pattern === 'blink') return period < FAST ? 'p-fast' : period > SLOW ? 'p-slow' : 'p-blink';
  if (pattern === 'breathe') return period < SLOW ? 'p-quick' : 'p-breathe';
  return `p-${pattern}`;
}
