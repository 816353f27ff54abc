// Every sketch of `corpus/` compiles without a word of clang, and does what its first comment says: on a scripted device, and in the board's own runtime.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import type { FirmwareCompiler } from '../../src/compiler/compile-firmware.ts';
import { runInRuntime } from '../support/runtime-device.ts';
import { readScript, runScripted } from '../support/scripted-device.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = new URL('corpus/', import.meta.url);
const only = process.env['SKETCH'];
const names = readdirSync(folder)
  .filter((name) => /\.(?:cpp|ino)$/.test(name) && (!only || name.includes(only)))
  .sort();
const SCENE = /^\/\*\n(?<script>[\s\S]*?)expect\n(?<expected>[\s\S]*?)\*\/\n/;

/** What no board of a page can be told: numbers and refusals that the script makes up, and a clock that only some looks move. */
const SCRIPTED_ONLY = new Set(['power.cpp', 'publish-result.cpp', 'time-unknown.cpp', 'millis-and-delay.cpp']);

/** The same words. A look at the clock takes a microsecond there, so that moments are some ms apart. */
const assertAlike = (actual: string, expected: string): void => {
  const NUMBER = /\d+/g;
  const numbers = [...expected.matchAll(NUMBER)].map(([text]) => text);
  const near = actual.replace(NUMBER, (text) => {
    const wanted = numbers.shift() ?? '';
    const [a, b] = [Number(text), Number(wanted)];
    const moment = text.length === 10 || b > 40;
    return moment && Math.abs(a - b) <= Math.max(2, b / 100) ? wanted : text;
  });
  assert.equal(near, expected);
};

let compiler: FirmwareCompiler;
before(() => {
  compiler = buildCompiler(root).compiler();
});

for (const name of names)
  test(`${name} does what it says`, async () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { script, expected } = SCENE.exec(text)?.groups ?? {};
    assert.ok(script !== undefined && expected !== undefined, 'The sketch begins with what is expected of it.');
    const result = compiler.compile([{ path: `src/${name}`, text }]);
    assert.ok(result.ok && result.diagnostics.length === 0, result.output);
    assert.equal(runScripted(result.wasm, readScript(script)), expected);
    if (SCRIPTED_ONLY.has(name)) return;
    const printed = expected.split('\n').filter((line) => !line.startsWith('> '));
    assertAlike(await runInRuntime(result.wasm, readScript(script)), printed.join('\n'));
  });
