// The sketch of the lesson “Your first webhook”: it publishes what its sensor says, and keeps the name it was given.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import { packFirmwareProject } from '../../src/build/firmware-projects.ts';
import { readScript, runScripted } from '../support/scripted-device.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('a temperature goes out every twenty seconds, after a click, and under its new name after a restart too', () => {
  const { files } = packFirmwareProject(`${root}firmware`, 'thermometer').project;
  const result = buildCompiler(root)
    .compiler()
    .compile(files.map(({ path, text }) => ({ path, text })));
  assert.ok(result.ok && result.diagnostics.length === 0, result.output);
  // 720 mV: 22 °C; 920 mV: 42 °C.
  const script = readScript(`boots 2
    run 44000
    set analog 19 893
    at 5000 analog 19 1142
    at 30000 click
    at 35000 call rename kitchen
    at 42000 call rename`);
  const said = runScripted(result.wasm, script).split('\n');
  assert.deepEqual(
    said.flatMap((line) => /^> ((?:publish|answer) \S+ \S+)/.exec(line)?.[1] ?? []),
    [
      'publish temp "22.0"',
      'publish temp "42.0"',
      'publish temp "42.0"',
      'answer 35000 0',
      'publish kitchen "42.0"',
      'answer 42000 -1',
      'publish kitchen "22.0"',
      'publish kitchen "42.0"',
      'publish kitchen "42.0"',
      'answer 35000 0',
      'publish kitchen "42.0"',
      'answer 42000 -1',
    ],
  );
});
