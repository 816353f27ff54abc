// Bridge 1 on the wire: what a board says in its log, and the lines that go down to it (spec/device.md §8).
import * as v from 'valibot';
import { crc32 } from '../../model/firmware-module.ts';
import { readLogHeader } from './log-header.ts';
import type { LogLine } from './log-line.ts';

/** Category of the logger that carries it. */
const CATEGORY = 'bridge';
/** Bytes of `details`: TEXT of the firmware's header. Everything of a board is a stranger's text: longer is not read. */
export const LONGEST = 2560;
/** Bytes of a line down, its end included: the firmware's buffer. */
const LINE_BYTES = 512;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const boot = v.pipe(v.string(), v.regex(/^[0-9a-f]{1,8}$/));

const HELLO = v.object({
  v: v.literal(1),
  /** Device id. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
  /** Platform id. */
  p: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
  /** Device OS. */
  os: text(32),
  /** Product version of the firmware, and its product; 0 and absent: none. */
  app: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0),
  pid: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0),
  /** Names this start of the board: sequence numbers begin again with it. */
  b: boot,
  sub: v.optional(v.pipe(v.array(text(256)), v.maxLength(32)), []),
  fn: v.optional(v.pipe(v.array(text(64)), v.maxLength(32)), []),
  var: v.optional(v.record(text(64), v.picklist(['int32', 'double', 'string', 'bool'])), {}),
});
const PUBLISH = v.object({
  v: v.literal(1),
  n: text(64),
  d: v.optional(v.nullable(text(20_000)), null),
  /** Seconds to live. */
  t: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16_777_215))),
  s: count,
  b: boot,
});
const RESULT = v.object({
  v: v.literal(1),
  /** The `i` of the call. */
  i: count,
  /** Absent: there is nothing of that name. */
  r: v.optional(v.union([v.number(), v.boolean(), text(2000)])),
});

export type BridgeHello = v.InferOutput<typeof HELLO>;
export type BridgePublish = v.InferOutput<typeof PUBLISH>;
export type BridgeResult = v.InferOutput<typeof RESULT>;
export type BridgeMessage =
  { op: 'hello'; hello: BridgeHello } | { op: 'publish'; publish: BridgePublish } | { op: 'result'; result: BridgeResult };

/** True for every line of the bridge, also a damaged one: they are not the firmware's own words. */
export const isBridgeLine = (line: LogLine): boolean => line.kind === 'log' && line.category === CATEGORY;

/**
 * Null for other lines, damaged ones (`code` is the CRC-32 of `details`), and operations of a later version. `text` is the line as it
 * came, where that is known: what a log must not show (a word that looks like a password) was taken out of `line`, and counts here.
 */
export const readBridgeLine = (line: LogLine, text = line.raw): BridgeMessage | null => {
  if (!isBridgeLine(line)) return null;
  const { code, details } = readLogHeader(text)?.attributes ?? {};
  if (details === undefined || code === undefined || details.length > LONGEST) return null;
  const bytes = new TextEncoder().encode(details);
  if (bytes.length > LONGEST || crc32(bytes) >>> 0 !== code >>> 0) return null;
  let value: unknown;
  try {
    value = JSON.parse(details);
  } catch {
    return null;
  }
  if (line.message === 'hello') {
    const { success, output } = v.safeParse(HELLO, value);
    return success ? { op: 'hello', hello: output } : null;
  }
  if (line.message === 'publish') {
    const { success, output } = v.safeParse(PUBLISH, value);
    return success ? { op: 'publish', publish: output } : null;
  }
  if (line.message === 'result') {
    const { success, output } = v.safeParse(RESULT, value);
    return success ? { op: 'result', result: output } : null;
  }
  return null;
};

/** `q` who are you · `k` this publish is kept · `x` this publish is refused for good · `e` event · `f` function · `r` variable · `o` do something. */
export type BridgeCommand =
  | { q: 'hello' }
  | { k: number; b: string }
  | { x: number; b: string }
  | { e: string; d: string }
  | { f: string; a: string; i: number }
  | { r: string; i: number }
  | { o: 'listen' | 'dfu' | 'reset' | 'signal'; a?: string };

const bytesOf = (line: string): number => new TextEncoder().encode(line).length;

/**
 * The lines of a command, each with its end. A text that does not fit goes in parts: `m: 1` says that more of it follows.
 * A command whose other fields alone are too long has no lines.
 */
export const bridgeLines = (command: BridgeCommand): string[] => {
  const whole = `${JSON.stringify(command)}\n`;
  if (bytesOf(whole) <= LINE_BYTES) return [whole];
  const field = 'e' in command ? 'd' : 'f' in command ? 'a' : null;
  if (field === null) return [];
  const long = Array.from((command as unknown as Record<string, string>)[field] ?? '');
  const part = (value: string, more: boolean): string => `${JSON.stringify({ ...command, [field]: value, ...(more ? { m: 1 } : {}) })}\n`;
  const lines: string[] = [];
  while (long.length > 0) {
    let take = Math.min(long.length, LINE_BYTES);
    // Escapes and UTF-8 make a text longer than its characters: shorten until it fits.
    while (take > 0 && bytesOf(part(long.slice(0, take).join(''), take < long.length)) > LINE_BYTES) take -= Math.ceil(take / 16);
    if (take <= 0) return [];
    lines.push(part(long.splice(0, take).join(''), long.length > 0));
  }
  return lines;
};
