// Phrases of lessons that point at code point at something: files and lines change, and prose does not notice.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { findFirmwareProjects } from '../../src/build/firmware-projects.ts';
import { linesAt } from '../../src/elements/support/code-reference.ts';

const TAG = /\{\{>\s*code-ref\s+([^}]*)\}\}/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;

const lessons = readdirSync('tutorials', { withFileTypes: true })
  .map(({ name }) => join('tutorials', name, 'index.md'))
  .filter((path) => existsSync(path));
const references = lessons.flatMap((lesson) =>
  [...readFileSync(lesson, 'utf8').matchAll(TAG)].map(([tag, attributes = '']) => ({
    lesson,
    tag,
    given: Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value])) as Record<string, string>,
  })),
);

it('lessons point at code', () => assert.notEqual(references.length, 0));

for (const { lesson, tag, given } of references)
  it(`${lesson}: ${tag} is in a project`, () => {
    const { file = '', lines, find, project } = given;
    const texts = findFirmwareProjects('firmware')
      .filter((name) => project === undefined || name === project)
      .map((name) => join('firmware', name, file))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'utf8'));
    assert.notEqual(texts.length, 0, `no project has ${file}`);
    const place = find === undefined ? { lines: lines ?? '' } : { find };
    assert.ok(
      texts.some((text) => {
        const found = linesAt(text, place);
        return found.length > 0 && Math.max(...found) < text.split('\n').length;
      }),
      'no line of it is there',
    );
  });
