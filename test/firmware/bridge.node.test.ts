// The header of the bridge, compiled and run on a scripted device: what it logs is what the page reads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import type { FirmwareCompiler } from '../../src/compiler/compile-firmware.ts';
import { bridgeLines, LONGEST, readBridgeLine } from '../../src/device/serial/bridge-message.ts';
import type { BridgeCommand, BridgeMessage } from '../../src/device/serial/bridge-message.ts';
import { LogParser } from '../../src/device/serial/log-parser.ts';
import { readScript, runScripted } from '../support/scripted-device.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const header = readFileSync(new URL('../../firmware/webhook-demo/src/pocket-bridge.h', import.meta.url), 'utf8');
const demo = readFileSync(new URL('../../firmware/webhook-demo/src/webhook-demo.cpp', import.meta.url), 'utf8');
const ID = 'e00fce680123456789abcdef';

const SKETCH = `#include "Particle.h"
#define POCKET_BRIDGE 1
#include "pocket-bridge.h"

SerialLogHandler logHandler;
SYSTEM_THREAD(ENABLED);
int level = 7;
String word = "blue \\"sky\\"";
void heard(const char *event, const char *data) { Log.info("heard %s %u %s", event, strlen(data), data); }
int sum(String argument) { return argument.length(); }
bool published = false;

void setup() {
    Particle.subscribe(System.deviceID() + "/hook-response/", heard);
    Particle.function("sum", sum);
    Particle.variable("level", level);
    Particle.variable("word", word);
}

void loop() {
    Particle.process();
    if (!published && millis() > 100) {
        published = true;
        Log.info("publish %d", static_cast<int>(Particle.publish("Reading", "{\\"t\\":21.5,\\"w\\":\\"\\u00e4\\"}")));
    }
    delay(5);
}
`;

let compiler: FirmwareCompiler;
before(() => {
  compiler = buildCompiler(root).compiler();
});

const compile = (files: { path: string; text: string }[]): Uint8Array => {
  const result = compiler.compile(files);
  assert.ok(result.ok && result.diagnostics.length === 0, result.output);
  return result.wasm;
};

let wasm: ReturnType<typeof compile> | null = null;
/** Sends commands at their ms, answers the messages of the bridge and the other lines of the log. */
const run = (commands: [at: number, command: BridgeCommand | string][], offline = true): { messages: BridgeMessage[]; lines: string[] } => {
  wasm ??= compile([
    { path: 'src/bridged.cpp', text: SKETCH },
    { path: 'src/pocket-bridge.h', text: header },
  ]);
  const steps = commands.flatMap(([at, command]) =>
    (typeof command === 'string' ? [command] : bridgeLines(command)).map(
      (line, n) => `at ${at + n} serial ${line.replaceAll('\n', String.raw`\n`)}`,
    ),
  );
  const output = runScripted(wasm, readScript(['run 2000', ...(offline ? ['set offline'] : []), ...steps].join('\n')));
  const messages: BridgeMessage[] = [];
  const lines: string[] = [];
  const parser = new LogParser({ now: () => 0 }, (line, text) => {
    const message = readBridgeLine(line, text);
    if (message) messages.push(message);
    else lines.push(line.message);
  });
  parser.push(new TextEncoder().encode(output));
  parser.end();
  return { messages, lines };
};
const publishes = (messages: BridgeMessage[]) => messages.flatMap((one) => (one.op === 'publish' ? [one.publish] : []));
const results = (messages: BridgeMessage[]) => messages.flatMap((one) => (one.op === 'result' ? [one.result] : []));

test('says who it is when it is asked, with what it offers', () => {
  const { messages } = run([[10, { q: 'hello' }]]);
  const hello = messages.find((one) => one.op === 'hello');
  assert.ok(hello?.op === 'hello');
  const { b, ...rest } = hello.hello;
  assert.match(b, /^[0-9a-f]{1,8}$/);
  assert.deepEqual(rest, {
    v: 1,
    id: ID,
    p: 3,
    os: '5.9.0',
    app: 0,
    pid: 0,
    sub: [`${ID}/hook-response/`],
    fn: ['sum'],
    var: { level: 'int32', word: 'string' },
  });
});

test('a publish without a network reaches the page, whole', () => {
  const { messages, lines } = run([[10, { q: 'hello' }]]);
  assert.deepEqual(
    publishes(messages).map(({ n, d, t, s }) => ({ n, d, t, s })),
    [{ n: 'Reading', d: '{"t":21.5,"w":"ä"}', t: 60, s: 1 }],
  );
  assert.ok(lines.includes('publish 1'), lines.join('\n'));
});

test('without a page a publish fails as it does without a network', () => {
  assert.ok(run([]).lines.includes('publish 0'));
});

test('keeps what nobody acknowledged, and says it again after the next hello', () => {
  const early = run([[10, { q: 'hello' }]]);
  const boot = publishes(early.messages)[0]?.b ?? '';
  const again = publishes(
    run([
      [10, { q: 'hello' }],
      [500, { q: 'hello' }],
    ]).messages,
  );
  assert.deepEqual(
    again.map(({ s }) => s),
    [1, 1],
  );
  const kept = publishes(
    run([
      [10, { q: 'hello' }],
      [300, { k: 1, b: boot }],
      [500, { q: 'hello' }],
    ]).messages,
  );
  assert.deepEqual(
    kept.map(({ s }) => s),
    [1],
  );
  const other = publishes(
    run([
      [10, { q: 'hello' }],
      [300, { k: 1, b: 'ffff' }],
      [500, { q: 'hello' }],
    ]).messages,
  );
  assert.deepEqual(
    other.map(({ s }) => s),
    [1, 1],
    'the acknowledgement of another start counts for nothing',
  );
  const refused = publishes(
    run([
      [10, { q: 'hello' }],
      [300, { x: 1, b: boot }],
      [500, { q: 'hello' }],
    ]).messages,
  );
  assert.deepEqual(
    refused.map(({ s }) => s),
    [1],
    'what no cloud takes is not said again',
  );
});

test('the page reads what the header can write, and no more', () => {
  assert.equal(Number(/size_t TEXT = (\d+);/.exec(header)?.[1]), LONGEST);
});

test('hears events it subscribed to, long ones in parts, and no others', () => {
  const data = `${'long "text" ä '.repeat(60)}.`;
  const { lines } = run([
    [10, { q: 'hello' }],
    [200, { e: `${ID}/hook-response/Reading/0`, d: 'ok' }],
    [300, { e: 'other', d: 'no' }],
    [400, { e: `${ID}/hook-response/Reading/1`, d: data }],
  ]);
  const heard = lines.filter((line) => line.startsWith('heard'));
  assert.equal(heard.length, 2, heard.join('\n'));
  assert.equal(heard[0], `heard ${ID}/hook-response/Reading/0 2 ok`);
  assert.ok(heard[1]?.startsWith(`heard ${ID}/hook-response/Reading/1 ${new TextEncoder().encode(data).length} long`));
});

test('runs functions and reads variables; unknown names have no result', () => {
  const { messages } = run([
    [10, { q: 'hello' }],
    [200, { f: 'sum', a: 'x'.repeat(700), i: 1 }],
    [300, { f: 'gone', a: '', i: 2 }],
    [400, { r: 'level', i: 3 }],
    [500, { r: 'word', i: 4 }],
    [600, { r: 'gone', i: 5 }],
  ]);
  assert.deepEqual(
    results(messages).map(({ i, r }) => [i, r]),
    [
      [1, 700],
      [2, undefined],
      [3, 7],
      [4, 'blue "sky"'],
      [5, undefined],
    ],
  );
});

test('lines that are none, too long ones and later operations are passed over', () => {
  const { messages } = run([
    [10, 'hello?\n'],
    [20, '{"q":\n'],
    [30, `{"x":"${'y'.repeat(900)}"}\n`],
    [40, '{"z":1}\n'],
    [50, { q: 'hello' }],
  ]);
  assert.equal(messages.filter(({ op }) => op === 'hello').length, 1);
});

test('the lesson’s firmware compiles with it, and for the virtual board it changes nothing', () => {
  const files = (text: string) => [
    { path: 'src/webhook-demo.cpp', text },
    { path: 'src/pocket-bridge.h', text: header },
  ];
  assert.match(demo, /#include "pocket-bridge\.h"/);
  compile(files(demo));
  compile(files(demo.replace('#include "pocket-bridge.h"', '#define POCKET_BRIDGE 1\n#include "pocket-bridge.h"')));
});
