// Every sketch of `corpus/` compiles without a word of clang, and does on a scripted device what its first comment says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import type { FirmwareCompiler } from '../../src/compiler/compile-firmware.ts';
import { readScript, runScripted } from '../support/scripted-device.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = new URL('corpus/', import.meta.url);
const only = process.env['SKETCH'];
const names = readdirSync(folder)
  .filter((name) => /\.(?:cpp|ino)$/.test(name) && (!only || name.includes(only)))
  .sort();
const SCENE = /^\/\*\n(?<script>[\s\S]*?)expect\n(?<expected>[\s\S]*?)\*\/\n/;

let compiler: FirmwareCompiler;
before(() => {
  compiler = buildCompiler(root).compiler();
});

for (const name of names)
  test(`${name} does what it says`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { script, expected } = SCENE.exec(text)?.groups ?? {};
    assert.ok(script !== undefined && expected !== undefined, 'The sketch begins with what is expected of it.');
    const result = compiler.compile([{ path: `src/${name}`, text }]);
    assert.ok(result.ok && result.diagnostics.length === 0, result.output);
    assert.equal(runScripted(result.wasm, readScript(script)), expected);
  });
