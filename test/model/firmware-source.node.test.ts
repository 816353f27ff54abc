// What the project browser knows of source: names of files, changed lines, lines that publish.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { changedLines } from '../../src/model/changed-lines.ts';
import { projectPathProblem } from '../../src/model/project-path.ts';
import { publishLines } from '../../src/model/publish-lines.ts';

it('a path that leaves the project, hides, or meets another file is refused', () => {
  for (const path of [
    '',
    '/src/a.cpp',
    '../a.cpp',
    'src/../a.cpp',
    'src//a.cpp',
    '.git/config',
    'a b.cpp',
    'C:\\a.cpp',
    'a\u0000',
    'x'.repeat(101),
    'a/b/c/d/e/f/g',
  ])
    assert.notEqual(projectPathProblem(path), null, path);
  for (const path of ['a.cpp', 'src/a-b_c.1.h', 'lib/My-Lib/src/My.h', 'x++.txt']) assert.equal(projectPathProblem(path), null, path);
  assert.match(projectPathProblem('src/A.cpp', ['src/a.cpp']) ?? '', /src\/a\.cpp already/);
  assert.match(projectPathProblem('src', ['src/a.cpp']) ?? '', /in the way/);
  assert.match(projectPathProblem('src/a.cpp/b', ['src/a.cpp']) ?? '', /in the way/);
});

it('finds the line that publishes a name, through a constant or a macro, and none in comments', () => {
  const found = publishLines(`// Particle.publish("No");
const char *const eventName = "WebhookDemo01";
#define OTHER "Other"
/* Particle.publish("No");
*/ void loop() {
  Particle.publish(eventName, "http://x");
  Particle.publish(
    "Two", data); Particle.publish("Two");
  Particle.publish(OTHER);
  Particle.publish("a" + name);
  String url = "// \\" Particle.publish(";
}`);
  assert.deepEqual(
    [...found],
    [
      ['WebhookDemo01', [5]],
      ['Two', [6, 7]],
      ['Other', [8]],
    ],
  );
});

it('marks lines that were put in or changed, and not what stayed', () => {
  assert.deepEqual([...changedLines('a\nb\nc\n', 'a\nB\nc\n')], [1]);
  assert.deepEqual([...changedLines('a\nb', 'a\nb')], []);
  assert.deepEqual([...changedLines('a\nb\nc', 'a\nc')], []);
  assert.deepEqual([...changedLines('a\nb\nc', 'x\na\nb\ny\nc')], [0, 3]);
  assert.equal(changedLines('a\n'.repeat(2000), 'b\n'.repeat(2000)).size, 2000);
});

it('the lines that are not marked are in the original, in the same order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changed = changedLines(before.join('\n'), after.join('\n'));
      const kept = after.filter((_, line) => !changed.has(line));
      let at = 0;
      for (const line of before) if (line === kept[at]) at += 1;
      return before.length === 0 || after.length === 0 || at === kept.length;
    }),
  );
});
