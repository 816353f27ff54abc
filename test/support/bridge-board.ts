// A board whose firmware has the bridge, behind a fake port: answers the lines that come down, and logs what goes up (spec/device.md §8).
import { crc32 } from '../../src/model/firmware-module.ts';
import type { FakePort } from './fake-port.ts';

export interface BridgeBoard {
  /** Every line that came down, parsed. */
  heard: Record<string, unknown>[];
  say(op: string, details: unknown): void;
  /** Publishes and keeps it until it is acknowledged. */
  publish(n: string, d: string): void;
  /** Numbers that nobody acknowledged. */
  readonly waiting: number[];
}

export const BRIDGED_ID = 'e00fce681234567890abcdef';

export const bridgeBoard = (
  port: FakePort,
  { boot = 'b007', functions = {} }: { boot?: string; functions?: Record<string, (arg: string) => number> } = {},
): BridgeBoard => {
  const kept = new Map<number, { n: string; d: string }>();
  let rest = '';
  let count = 0;
  let text = '';
  let time = 1000;
  const say = (op: string, details: unknown): void => {
    const json = JSON.stringify(details);
    const code = crc32(new TextEncoder().encode(json)) | 0;
    port.print(`${String((time += 5)).padStart(10, '0')} [bridge] INFO: ${op} [code = ${code}, details = ${json}]\r\n`);
  };
  const sayPublish = (s: number): void => say('publish', { v: 1, ...kept.get(s), s, b: boot });
  const board: BridgeBoard = {
    heard: [],
    say,
    publish(n, d) {
      kept.set(++count, { n, d });
      sayPublish(count);
    },
    get waiting() {
      return [...kept.keys()];
    },
  };
  const hear = (line: Record<string, unknown>): void => {
    board.heard.push(line);
    if (line['q'] === 'hello') {
      say('hello', {
        v: 1,
        id: BRIDGED_ID,
        p: 13,
        os: '6.3.4',
        app: 1,
        b: boot,
        sub: [BRIDGED_ID],
        fn: Object.keys(functions),
        var: { level: 'int32' },
      });
      for (const s of kept.keys()) sayPublish(s);
    }
    if (line['b'] === boot) kept.delete((line['k'] ?? line['x']) as number);
    if (typeof line['f'] === 'string') {
      text += line['a'] as string;
      if (line['m'] === 1) return;
      const run = functions[line['f']];
      say('result', { v: 1, i: line['i'], ...(run && { r: run(text) }) });
      text = '';
    }
    if (line['r'] === 'level') say('result', { v: 1, i: line['i'], r: 7 });
  };
  port.onWrite = (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as Record<string, unknown>);
  };
  return board;
};
