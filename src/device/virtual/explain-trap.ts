// Says what a crash was, in which C++ function: WebAssembly's words and frames, in Device OS's panic numbers.
import { PANIC } from './abi.ts';
import type { RunEnd } from './worker-messages.ts';

/** Frames of the library's own that say nothing about the mistake. */
const OURS = /^(fw_run|abort|__|operator new|operator delete|dlmalloc|malloc|free|panic|host_)/;
const MOST_FRAMES = 12;

/** Names of the module's functions in a stack, innermost first. Chromium: `at name (wasm://…)`; Firefox and Safari: `name@…wasm…`. */
function wasmFrames(stack: string): string[] {
  const names: string[] = [];
  for (const line of stack.split('\n')) {
    const match = /^\s*at (.+?) \(wasm:/.exec(line) ?? /^(.+?)@.*wasm-function/.exec(line) ?? /^(.+?)@\[wasm code\]/.exec(line);
    const name = match?.[1]?.replace(/^[\w.-]+\.wasm\./, '').replace(/^<\?>\.wasm-function\[(.*)\]$/, '$1');
    if (name && !/^wasm-function\[\d+\]$/.test(name)) names.push(name);
  }
  return names.slice(0, MOST_FRAMES);
}

/** The application's functions first in line; all frames when there are none. */
export function callersOf(stack: string): string[] {
  const all = wasmFrames(stack);
  const own = all.filter((name) => !OURS.test(name));
  return own.length > 0 ? own : all;
}

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
  const frames = callersOf(stack);
  // The C stack lies lowest in memory: what grows out of it leaves the memory, and every frame is of the same few functions.
  const deep = frames.length >= 6 && new Set(frames).size * 3 <= frames.length;
  const words = deep ? 'call stack' : message;
  const [, code, text] = KINDS.find(([pattern]) => pattern.test(words)) ?? [null, PANIC.hard_fault, `It stopped: ${message}.`];
  return { how: 'panic', code, text, function: frames[0] ?? null, frames };
}
