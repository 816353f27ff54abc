// What clang prints, as records: with its own place, without what is only true of the virtual board.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDiagnostics } from '../../src/compiler/diagnostics.ts';

test('an error has its path, line, column and sentence; the source line stays in the output', () => {
  const output = "src/a.cpp:4:5: error: expected ';' after expression\n    4 |     x()\n      |        ^\n1 error generated.\n";
  assert.deepEqual(readDiagnostics(output), {
    diagnostics: [{ path: 'src/a.cpp', line: 4, column: 5, severity: 'error', message: "expected ';' after expression" }],
    output,
  });
});

test('a format of the same width is right on a board: the warning goes, with its notes and its count', () => {
  const wrong =
    "src/a.cpp:2:1: warning: format specifies type 'unsigned long' but the argument has type 'system_tick_t' (aka 'unsigned int') [-Wformat]\n    2 | x\nsrc/a.cpp:1:1: note: here\n";
  const right = "src/a.cpp:3:1: warning: format specifies type 'long long' but the argument has type 'int' [-Wformat]\n";
  const { diagnostics, output } = readDiagnostics(`${wrong}${right}2 warnings generated.\n`);
  assert.deepEqual(
    diagnostics.map(({ line, severity }) => [line, severity]),
    [[3, 'warning']],
  );
  assert.equal(output, `${right}1 warning generated.\n`);
});

test('a mistake that shows inside our headers is told at the line of the project that led there', () => {
  const output = [
    'In file included from src/a.cpp:1:',
    '/.pocket/device-os/wiring/cloud.h:90:9: error: A cloud variable cannot be a float.',
    '/.pocket/device-os/wiring/cloud.h:80:9: note: in instantiation of one',
    'src/a.cpp:7:14: note: in instantiation of another',
    '1 error generated.',
  ].join('\n');
  const { diagnostics } = readDiagnostics(output);
  assert.deepEqual(diagnostics[0], {
    path: 'src/a.cpp',
    line: 7,
    column: 14,
    severity: 'error',
    message: 'A cloud variable cannot be a float.',
  });
  assert.ok(diagnostics.every(({ path }) => path === 'src/a.cpp'));
});

test('what the linker misses has no place', () => {
  const { diagnostics, output } = readDiagnostics('wasm-ld: error: /.pocket-objects/src/a.cpp.o: undefined symbol: later()\n');
  assert.deepEqual(diagnostics, [{ path: '', line: 0, column: 0, severity: 'error', message: 'src/a.cpp: undefined symbol: later()' }]);
  assert.match(output, /1 error generated/);
});

test('silence is silence', () => {
  assert.deepEqual(readDiagnostics(''), { diagnostics: [], output: '' });
});
