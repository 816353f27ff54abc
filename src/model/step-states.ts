// Where every step of a lesson stands, by the facts alone: no click makes a step done.
import { parseCheck } from './check.ts';
import type { CloudFacts } from './cloud-facts.ts';
import { type CheckResult, evaluateCheck } from './evaluate-check.ts';
import type { Step, StepState } from './lesson.ts';

export interface LessonProgress {
  states: StepState[];
  /** Ids of the steps that were true now or before: what to remember for the next time. */
  reached: string[];
  done: number;
  /** Steps that count: all but the optional ones and those that the learner goes on without. */
  total: number;
  /** Everything was cleaned up: the lesson is over, and what is missing now is missing on purpose. */
  closed: boolean;
}

/** `reached`: what an earlier call answered, from wherever the page keeps it. */
export function lessonProgress(steps: readonly Step[], facts: CloudFacts, reached: ReadonlySet<string>): LessonProgress {
  const results = new Map(steps.map((step) => [step.id, step.check === undefined ? null : evaluateCheck(parseCheck(step.check), facts)]));
  const waived = (id: string): boolean => results.get(id)?.waived === true;
  // A lesson that was finished and is taken up again is a new round: what its clean-up took away is not undone.
  const again = steps.some(({ id, any_time }) => any_time && reached.has(id) && results.get(id)?.ok === false);
  const once = new Set(again ? [] : reached);
  const opened = (step: Step) => step.needs.every((need) => once.has(need) || waived(need));
  // What stays done for good must not be true by chance before its time.
  for (const step of steps) if (!step.any_time && results.get(step.id)?.ok === true && (!step.once || opened(step))) once.add(step.id);
  const isDone = (step: Step): boolean => {
    if (waived(step.id)) return false;
    const ok = results.get(step.id)?.ok ?? null;
    // Not known is not undone: what was true stays so until the cloud says otherwise.
    if (ok === null || step.once) return once.has(step.id);
    return ok && (!step.any_time || opened(step));
  };
  // Cleaning up undoes the other steps on purpose; calling that undone would blame the learner for finishing.
  const closed = steps.some((step) => step.any_time && isDone(step));
  for (const step of steps) if (step.any_time && isDone(step)) once.add(step.id);

  let nowIsTaken = false;
  const states = steps.map((step): StepState => {
    const result = results.get(step.id) ?? null;
    if (isDone(step) || (closed && once.has(step.id) && !step.any_time)) return { id: step.id, state: 'done' };
    if (waived(step.id)) return { id: step.id, state: 'skipped' };
    if (!opened(step))
      return { id: step.id, state: 'locked', reason: lockedReason(step, steps, opened, (id) => once.has(id) || waived(id)) };
    if (once.has(step.id) && !step.any_time) return withReason(step, 'undone', result);
    if (step.optional) return { id: step.id, state: 'skipped' };
    if (nowIsTaken || step.any_time) return { id: step.id, state: 'todo' };
    nowIsTaken = true;
    return withReason(step, 'now', result);
  });
  const counted = states.filter(({ id, state }, index) => !steps[index]!.optional && !(state === 'skipped' && waived(id)));
  return { states, reached: [...once], done: counted.filter(({ state }) => state === 'done').length, total: counted.length, closed };
}

function withReason({ id, anchor, fix }: Step, state: 'undone' | 'now', result: CheckResult | null): StepState {
  if (result?.ok !== false) return { id, state };
  return { id, state, reason: { expected: result.expected, found: result.found, link: `#${fix ?? anchor}` } };
}

function lockedReason(
  step: Step,
  steps: readonly Step[],
  opened: (step: Step) => boolean,
  has: (id: string) => boolean,
): NonNullable<StepState['reason']> {
  const missing = steps.filter(({ id }) => step.needs.includes(id) && !has(id));
  // The one that can be done now says more than one that waits itself.
  const first = missing.find(opened) ?? missing[0]!;
  return { expected: `Opens after “${first.title}”.`, found: `“${first.title}” is not done yet.`, link: `#${first.anchor}` };
}
