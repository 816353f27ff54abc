// The drive of the lessons finds what no reading of a page can: each lesson here is wrong in one way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrontMatter } from '../../src/build/front-matter.ts';
import { driveLesson } from './drive-lesson.ts';

const HOOK = `- POST /v1/integrations: { name: Bell, event: bell, url: 'https://echo.example/bell' }`;

/** A lesson with one step, `hook`; each field of it as a line of YAML. */
const drive = (...fields: string[]): Promise<number> => {
  const lines = ['  - id: hook', 'title: Hook', 'anchor: hook', ...fields].map((line, at) => (at === 0 ? line : `    ${line}`));
  return driveLesson(parseFrontMatter(`---\ntitle: T\nsteps:\n${lines.join('\n')}\n---\n`, 'a.md').matter);
};
const CHECK = `check: integration "bell" where url contains "echo.example"`;
const wrong = (url: string, found: string): string[] => [
  'wrong:',
  '  - do:',
  `      - POST /v1/integrations: { event: bell, url: '${url}' }`,
  `    found: '${found}'`,
];

test('a step that is false, is told when it is wrong, and is true when it is done passes', async () =>
  assert.equal(await drive(CHECK, 'do:', `  ${HOOK}`, ...wrong('https://other.example/', '`url` is')), 1));

test('a check that is true before the learner acts is found', () =>
  assert.rejects(drive('check: no integration "bell"', 'do:', `  ${HOOK}`), /step hook: the check is true before the learner acts/));

test('a start that makes the check true is found', () =>
  assert.rejects(drive(CHECK, 'start:', `  ${HOOK}`, 'do:', `  ${HOOK}`), /step hook: the start state makes the check true/));

test('help that does not help is found', () =>
  assert.rejects(
    drive('check: integration "gong"', 'do:', `  ${HOOK}`),
    /step hook: "Do it for me" does not do it.*`event` is|no webhook/,
  ));

test('a mistake that counts as right is found', () =>
  assert.rejects(drive(CHECK, 'do:', `  ${HOOK}`, ...wrong('https://echo.example/', 'url')), /step hook: a mistake counts as right/));

test('a mistake that is told by another sentence is found', () =>
  assert.rejects(drive(CHECK, 'do:', `  ${HOOK}`, ...wrong('https://other.example/', 'No webhook')), /should be told by "No webhook"/));

test('a request that the cloud refuses is found, with what it says', () =>
  assert.rejects(drive(CHECK, 'do:', '  - POST /v1/integrations: { event: bell }'), /POST \/v1\/integrations: .*url/i));

test('a step that nobody can take and that does not follow by itself is found', () =>
  assert.rejects(drive(CHECK), /step hook: nothing says how to do it/));

test('a question with no answer that comes true, or with two, is found', async () => {
  const ask = (one: string, other: string): Promise<number> =>
    driveLesson(
      parseFrontMatter(
        `---\ntitle: T\nquestions:\n  - id: who\n    ask: Who?\n    run:\n      ${HOOK}\n    options:\n      - { text: A, when: '${one}' }\n      - { text: B, when: '${other}' }\nsteps:\n  - { id: who, title: Who, anchor: who, check: 'predicted "who"' }\n---\n`,
        'a.md',
      ).matter,
    );
  assert.equal(await ask('integration "bell"', 'integration "gong"'), 1);
  await assert.rejects(ask('integration "gong"', 'event "gong"'), /question who: 0 of its answers came true/);
  await assert.rejects(ask('integration "bell"', 'no event "gong"'), /question who: 2 of its answers came true/);
});
