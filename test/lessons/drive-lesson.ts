// Takes every step of a lesson as its author wrote it: the check is false before, says the right thing when it is done wrong, true after.
import assert from 'node:assert/strict';
import type { FrontMatter } from '../../src/model/lesson.ts';
import { createLessonCloud, type LessonCloud } from './lesson-cloud.ts';

type Step = FrontMatter['steps'][number];

const sentence = (id: string, words: string, found: string): string => `step ${id}: ${words} It says: ${found}`;

async function takeWrong(cloud: LessonCloud, step: Step): Promise<void> {
  for (const mistake of step.wrong ?? []) {
    const before = await cloud.save();
    await cloud.run(mistake.do);
    const { ok, found } = await cloud.ask(step.check!);
    assert.equal(ok, false, sentence(step.id, 'a mistake counts as right.', found));
    assert.ok(found.includes(mistake.found), sentence(step.id, `a mistake should be told by "${mistake.found}".`, found));
    await cloud.restore(before);
  }
}

/** Long enough for an answer to come back, virtual ms. */
const SOON = 5000;

/** Answers how many steps were taken. A step without `do` follows by itself from those before it, or is left to the page. */
export async function driveLesson({ steps, names, questions }: FrontMatter): Promise<number> {
  const cloud = await createLessonCloud(Object.fromEntries(Object.entries(names).map(([name, { value }]) => [name, value])));
  let taken = 0;
  for (const { id, check, do: done } of steps) {
    // Those with a way of their own are asked when their turn comes.
    if (check === undefined || done) continue;
    const { ok, found } = await cloud.ask(check);
    assert.notEqual(ok, true, sentence(id, 'the check is true before anybody did anything.', found));
  }
  for (const step of steps) {
    if (step.check === undefined) continue;
    const predicts = /^predicted "([^"]+)"$/.exec(step.check)?.[1];
    const question = questions.find(({ id }) => id === predicts);
    if (!step.do && !question) {
      if (step.optional) continue;
      await cloud.pass(SOON);
      const { ok, found } = await cloud.ask(step.check);
      assert.equal(ok, true, sentence(step.id, 'nothing says how to do it, and it does not follow by itself.', found));
      taken += 1;
      continue;
    }
    const first = await cloud.ask(step.check);
    assert.notEqual(first.ok, null, sentence(step.id, 'the check cannot be decided.', first.found));
    assert.equal(first.ok, false, sentence(step.id, 'the check is true before the learner acts.', first.found));
    await cloud.run(step.start ?? []);
    const started = await cloud.ask(step.check);
    assert.equal(started.ok, false, sentence(step.id, 'the start state makes the check true.', started.found));
    await takeWrong(cloud, step);
    if (question) {
      await cloud.run(question.run);
      cloud.predicted(question.id);
      const outcomes = await Promise.all(question.options.map(({ when }) => cloud.ask(when)));
      const came = outcomes.filter(({ ok }) => ok === true).length;
      assert.equal(came, 1, `question ${question.id}: ${came} of its answers came true; it should be one.`);
    } else await cloud.run(step.do!);
    const last = await cloud.ask(step.check);
    assert.equal(last.ok, true, sentence(step.id, '"Do it for me" does not do it.', `${last.expected} ${last.found}`));
    taken += 1;
  }
  return taken;
}
