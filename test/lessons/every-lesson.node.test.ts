// Every lesson of the site is driven from an empty cloud to its end, without a browser, on a clock of its own (`npm run lessons`).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseFrontMatter } from '../../src/build/front-matter.ts';
import { lintLesson } from '../../src/build/lint-lesson.ts';
import { siteSources } from '../../src/build/site-sources.ts';
import { driveLesson } from './drive-lesson.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = siteSources(root, false);
/** Its steps are done by the controls of the page; the site test walks through it. */
const BY_CONTROLS = new Set(['webhook-demo']);

const places = new Set(['', ...sources.pages().map((page) => `${page}/`), ...sources.lessons().map((slug) => `tutorials/${slug}/`)]);

for (const slug of sources.lessons()) {
  test(`${slug}: nothing in it leads nowhere, and nothing has drifted`, () => {
    const source = readFileSync(`${root}tutorials/${slug}/index.md`, 'utf8');
    const { firmwareFile } = sources.surroundings(slug);
    assert.deepEqual(lintLesson({ compiled: sources.compile(slug), source, places, firmwareFile }), []);
  });

  test(`${slug}: each step is false at first, says what is wrong, and is true when it is done`, async () => {
    const file = `tutorials/${slug}/index.md`;
    const { matter } = parseFrontMatter(readFileSync(`${root}${file}`, 'utf8'), file);
    const taken = await driveLesson(matter, BY_CONTROLS.has(slug));
    assert.ok(taken > 0 || BY_CONTROLS.has(slug) || matter.steps.length === 0);
  });
}
