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
    const taken = await driveLesson(matter);
    // What is optional may need a person: nobody signs in by a request.
    const must = matter.steps.filter(({ check, optional }) => check !== undefined && !optional).length;
    assert.ok(taken >= must, `${taken} of ${must} steps were taken.`);
  });
}
