// What a sketch must hear from the compiler: its first line says the severity, the line and the sentence.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';
import { buildCompiler } from '../../src/build/firmware-compiler.ts';
import type { FirmwareCompiler } from '../../src/compiler/compile-firmware.ts';

const folder = new URL('refused/', import.meta.url);

let compiler: FirmwareCompiler;
before(() => {
  compiler = buildCompiler(fileURLToPath(new URL('../..', import.meta.url))).compiler();
});

for (const name of readdirSync(folder).sort())
  test(`${name} hears why`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const [, severity, line, sentence] = /^\/\/ (\w+) (\d+): (.*)\n/.exec(text) ?? [];
    const result = compiler.compile([{ path: `src/${name}`, text }]);
    const said = result.diagnostics.filter((one) => one.severity !== 'note');
    assert.equal(result.ok, severity === 'warning');
    assert.ok(
      said.some((one) => one.severity === severity && one.line === Number(line) && one.message.includes(sentence ?? '?')),
      `${JSON.stringify(said, null, 1)}\n${result.output}`,
    );
    assert.equal(said.length, 1, result.output);
    assert.equal(said[0]?.path, line === '0' ? '' : `src/${name}`);
  });
