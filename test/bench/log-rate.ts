// Log lines a second from bytes to the log's store, beside the least that could be done: decode, split, keep.
import { LogParser } from '../../src/device/serial/log-parser.ts';
import { LogStore } from '../../src/device/serial/log-store.ts';

const LINES = 200_000;
/** As USB hands it over: pieces that end anywhere. */
const PIECE = 4_093;

const bytes = new TextEncoder().encode(
  Array.from(
    { length: LINES },
    (_, n) => `${String(n).padStart(10, '0')} [app.sensor] INFO: reading ${n % 97} is 21.5 °C [code = ${n % 7}]\r\n`,
  ).join(''),
);

const through = (push: (piece: Uint8Array) => void): void => {
  for (let at = 0; at < bytes.length; at += PIECE) push(bytes.subarray(at, at + PIECE));
};

const ours = (): number => {
  const store = new LogStore({ clock: { after: () => () => {} } });
  const parser = new LogParser({ now: () => 0 }, (line) => store.push(line));
  through((piece) => parser.push(piece));
  return store.size + store.dropped;
};

const raw = (): number => {
  const decoder = new TextDecoder();
  const lines: string[] = [];
  let rest = '';
  through((piece) => {
    const parts = (rest + decoder.decode(piece, { stream: true })).split('\r\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return lines.length;
};

/** Throws when a line is missing. */
export const logRate = (name: 'raw' | 'cloud'): number => {
  const start = performance.now();
  const count = name === 'raw' ? raw() : ours();
  const seconds = (performance.now() - start) / 1000;
  if (count !== LINES) throw new Error(`${name}: ${count} of ${LINES} lines arrived.`);
  return LINES / seconds;
};
