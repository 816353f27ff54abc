// Each lint of a lesson finds its fault, and says which; a new lesson has none.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileLesson } from '../../src/build/compile-lesson.ts';
import { lintLesson } from '../../src/build/lint-lesson.ts';
import { newLesson } from '../../src/build/new-lesson.mjs';
import { siteSources } from '../../src/build/site-sources.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const around = {
  ...siteSources(root, false).surroundings(),
  firmwareFile: (project: string, file: string) =>
    project === 'blink' && file === 'src/blink.cpp' ? 'int a = 1;\nint b = 2;\n' : undefined,
};
const places = new Set(['', 'workbench/', 'tutorials/webhook-demo/']);

const lint = (text: string, matter = ''): string[] => {
  const source = `---\ntitle: T\n${matter}---\n# T\n\nText.\n\n${text}\n`;
  return lintLesson({ compiled: compileLesson(source, 'a', 'a.md', around), source, places, firmwareFile: around.firmwareFile });
};
const STEP = `steps:\n  - id: one\n    title: One\n    anchor: t\n    check: product chosen\n`;

test('links to a heading, to the site and to the web are fine', () =>
  assert.deepEqual(lint('[a](#t) [b]({{base}}workbench/) [c](https://example.com/)'), []));
test('a link to an anchor that is not there is found', () =>
  assert.deepEqual(lint('[a](#nowhere)'), ['the link to #nowhere leads nowhere.']));
test('a link to a page that is not there is found', () =>
  assert.deepEqual(lint('[a]({{base}}tutorials/none/)'), ['the link to ../../tutorials/none/ leads to no page of the site.']));
test('a partial that is not there is found', () => assert.match(lint('{{> nothing}}').join(), /there is no partial nothing/));
test('a name that nothing gives is found', () =>
  assert.deepEqual(lint('{{> step id="one"}}', `${STEP}    do:\n      - POST /v1/x: { a: '\${shop}' }\n`), [
    'nothing gives the name ${shop}.',
  ]));
test('a name that an earlier answer gives is known', () =>
  assert.deepEqual(lint('{{> step id="one"}}', `${STEP}    do:\n      - POST /v1/x: { a: '\${shop}' }\n        keep: { shop: id }\n`), []));
test('a step with help and no control is found', () =>
  assert.deepEqual(lint('', `${STEP}    do:\n      - GET /v1/user\n`), ['step one has no control on the page.']));
test('a step that needs a later one is found', () =>
  assert.deepEqual(lint('', `${STEP}    needs: [two]\n  - id: two\n    title: Two\n    anchor: t\n    optional: true\n`), [
    'step one needs two, which comes after it.',
  ]));
test('a step that is never done and holds the lesson up is found', () => {
  const reading = 'steps:\n  - id: one\n    title: One\n    anchor: t\n';
  assert.deepEqual(lint('', reading), ['step one has no check, so it is never done: it has to be optional.']);
  assert.deepEqual(lint('', `${reading}    optional: true\n`), []);
});
test('a question that is not there is found', () =>
  assert.deepEqual(lint('', 'steps:\n  - id: one\n    title: One\n    anchor: t\n    check: predicted "q"\n'), [
    'step one asks for the question q, which is not there.',
    'step one has no control on the page.',
  ]));
test('a control for a step that is not there is found', () =>
  assert.deepEqual(lint('{{> step id="none"}}'), ['pocket-step shows the step none, which is not there.']));
test('code that stands in the firmware is fine, however it is indented', () =>
  assert.deepEqual(lint('```cpp from=blink/src/blink.cpp\n  int b = 2;\n```'), []));
test('code that has drifted is found', () =>
  assert.deepEqual(lint('```cpp from=blink/src/blink.cpp\nint b = 3;\n```'), [
    'the code from firmware/blink/src/blink.cpp does not stand there any more.',
  ]));

test('a new lesson compiles, lints clean, and touches no other file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  try {
    for (const part of ['partials', 'layouts']) cpSync(`${root}tutorials/${part}`, join(folder, 'tutorials', part), { recursive: true });
    const path = newLesson(folder, 'door-bell');
    assert.equal(path, 'tutorials/door-bell/index.md');
    const source = readFileSync(join(folder, path), 'utf8');
    const compiled = compileLesson(source, 'door-bell', path, around);
    assert.deepEqual(lintLesson({ compiled, source, places, firmwareFile: around.firmwareFile }), []);
    assert.equal(compiled.matter.title, 'Door bell');
    assert.throws(() => newLesson(folder, 'door-bell'), /is there already/);
    assert.throws(() => newLesson(folder, '../escape'), /lower-case letters/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
