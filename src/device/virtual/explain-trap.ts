// Says what a crash was, in which C++ function: WebAssembly's words and frames, in Device OS's panic numbers.
import { PANIC } from './abi.ts';
import type { CrashFrame, RunEnd } from './worker-messages.ts';

/** Frames of the library's own that say nothing about the mistake. */
const OURS = /^(fw_run|abort|__|operator new|operator delete|dlmalloc|malloc|free|panic|host_)/;
const MOST_FRAMES = 12;

/** The module's functions in a stack, innermost first. Chromium: `at name (wasm://…:0x1f)`; Firefox: `name@…wasm-function[3]:0x1f`; Safari tells names only. */
export function framesOf(stack: string): CrashFrame[] {
  const frames: CrashFrame[] = [];
  for (const line of stack.split('\n')) {
    const match = /^\s*at (?:(.+?) \()?wasm:.*?(?::0x([\da-f]+))?\)?$/.exec(line) ?? /^(.*?)@.*wasm.*?(?::0x([\da-f]+))?$/.exec(line);
    if (!match) continue;
    const name = match[1]?.replace(/^[\w.-]+\.wasm\./, '').replace(/^<\?>\.wasm-function\[(.*)\]$/, '$1') ?? '';
    const offset = match[2] === undefined ? null : Number.parseInt(match[2], 16);
    frames.push({ function: /^(wasm-function\[\d+\])?$/.test(name) ? null : name, offset });
  }
  return frames.slice(0, MOST_FRAMES);
}

/** The application's function nearest to the mistake, by name. */
export const ownFunction = (frames: readonly CrashFrame[]): string | null => {
  const names = frames.flatMap(({ function: name }) => name ?? []);
  return names.find((name) => !OURS.test(name)) ?? names[0] ?? null;
};

const KINDS: readonly [RegExp, number, string][] = [
  [/call stack|too much recursion/i, PANIC.stack_overflow, 'The stack is full. A function that calls itself without end does this.'],
  [/out.of.bounds|index out of bounds/i, PANIC.hard_fault, 'It used memory that is not there. A pointer or an index is wrong.'],
  [/divi(de|sion) by zero|remainder by zero/i, PANIC.hard_fault, 'It divided by zero.'],
  [
    /null function|signature mismatch|indirect call|table index/i,
    PANIC.hard_fault,
    'It called a function through a pointer that points to none.',
  ],
  [
    /unrepresentable|integer overflow|invalid conversion/i,
    PANIC.hard_fault,
    'A number does not fit into the type that it was turned into.',
  ],
  [
    /unreachable/i,
    PANIC.hard_fault,
    'It came to a place that must never be reached, such as the end of a function that has to return something.',
  ],
];

/** A trap of the module. Anything else that was thrown is a bug of the host, and is thrown again by the caller. */
export function explainTrap(error: unknown): Extract<RunEnd, { how: 'panic' }> | null {
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError || (error as Error | null)?.name === 'InternalError'))
    return null;
  const { message, stack = '' } = error as Error;
  const frames = framesOf(stack);
  // The C stack lies lowest in memory: what grows out of it leaves the memory, and every frame is of the same few functions.
  const deep = frames.length >= 6 && new Set(frames.map((frame) => frame.function)).size * 3 <= frames.length;
  const words = deep ? 'call stack' : message;
  const [, code, text] = KINDS.find(([pattern]) => pattern.test(words)) ?? [null, PANIC.hard_fault, `It stopped: ${message}.`];
  return { how: 'panic', code, text, frames };
}
