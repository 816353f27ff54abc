// A crash of a firmware names its line: from the place that the engine prints, through the table that the module carries.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import type { FirmwareCompiler } from '../../src/compiler/compile-firmware.ts';
import { readLineTable } from '../../src/compiler/line-table.ts';
import { wasmSections } from '../../src/compiler/wasm-sections.ts';
import { readScript, runScripted } from '../support/scripted-device.ts';

const MAIN = `#include "Particle.h"
#include "helper.h"

void setup() {
    Serial.println("before");
    use(nullptr);
}

void loop() {}
`;
const HELPER = `#include "helper.h"

void use(int *number) {
    Serial.println("in use");

    *number = 5;
}
`;

let compiler: FirmwareCompiler;
before(() => {
  compiler = buildCompiler(fileURLToPath(new URL('../..', import.meta.url))).compiler();
});

const compile = (files: Record<string, string>): Uint8Array => {
  const result = compiler.compile(Object.entries(files).map(([path, text]) => ({ path, text })));
  assert.ok(result.ok, result.output);
  return result.wasm;
};

test('a null pointer is found in its file, at its line, and so is its caller', () => {
  const wasm = compile({
    'src/main.cpp': MAIN,
    'lib/helper/src/helper.cpp': HELPER,
    'lib/helper/src/helper.h': '#include "Particle.h"\nvoid use(int *number);\n',
  });
  let stack = '';
  runScripted(wasm, readScript('run 100'), (error) => (stack = error.stack ?? ''));
  const find = readLineTable(wasm);
  const places = [...stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)].map(([, offset = '']) => find(Number.parseInt(offset, 16)));
  assert.deepEqual(places.slice(0, 2), [
    { path: 'lib/helper/src/helper.cpp', line: 6 },
    { path: 'src/main.cpp', line: 6 },
  ]);
  assert.equal(places.at(-1), null, 'The runtime is not the application.');
});

test('clang leaves nothing else behind: names for functions, no debug sections', () => {
  const names = [...wasmSections(compile({ 'src/main.cpp': '#include "Particle.h"\nvoid setup() {}\n' }))]
    .filter(({ id }) => id === 0)
    .map(({ name }) => name);
  assert.deepEqual(names, ['name', 'pocket.lines']);
});

test('a table that is none finds nothing', () => {
  const section = [0, 14, 12, ...new TextEncoder().encode('pocket.lines'), 0x7b];
  const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 10, 1, 0, ...section]);
  assert.equal(readLineTable(wasm)(9), null);
});
