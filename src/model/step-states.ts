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
  /** Steps that count: all but the optional ones. */
  total: number;
}

/** `reached`: what an earlier call answered, from wherever the page keeps it. */
export function lessonProgress(steps: readonly Step[], facts: CloudFacts, reached: ReadonlySet<string>): LessonProgress {
  const results = new Map(steps.map((step) => [step.id, step.check === undefined ? null : evaluateCheck(parseCheck(step.check), facts)]));
  const once = new Set(reached);
  for (const { id, any_time } of steps) if (!any_time && results.get(id)?.ok === true) once.add(id);
  const opened = (step: Step) => step.needs.every((need) => once.has(need));
  const isDone = (step: Step): boolean => {
    const ok = results.get(step.id)?.ok ?? null;
    // Not known is not undone: what was true stays so until the cloud says otherwise.
    if (ok === null) return once.has(step.id);
    return ok && (!step.any_time || opened(step));
  };
  // Cleaning up undoes the other steps on purpose; calling that undone would blame the learner for finishing.
  const closed = steps.some((step) => step.any_time && isDone(step));
  for (const step of steps) if (step.any_time && isDone(step)) once.add(step.id);

  let nowIsTaken = false;
  const states = steps.map((step): StepState => {
    const result = results.get(step.id) ?? null;
    if (isDone(step) || (closed && once.has(step.id) && !step.any_time)) return { id: step.id, state: 'done' };
    if (!opened(step)) return { id: step.id, state: 'locked', reason: lockedReason(step, steps, once) };
    if (once.has(step.id) && !step.any_time) return withReason(step, 'undone', result);
    if (step.optional) return { id: step.id, state: 'skipped' };
    if (nowIsTaken || step.any_time) return { id: step.id, state: 'todo' };
    nowIsTaken = true;
    return withReason(step, 'now', result);
  });
  const counted = states.filter((_, index) => !steps[index]!.optional);
  return { states, reached: [...once], done: counted.filter(({ state }) => state === 'done').length, total: counted.length };
}

function withReason({ id, anchor, fix }: Step, state: 'undone' | 'now', result: CheckResult | null): StepState {
  if (result?.ok !== false) return { id, state };
  return { id, state, reason: { expected: result.expected, found: result.found, link: `#${fix ?? anchor}` } };
}

function lockedReason(step: Step, steps: readonly Step[], once: ReadonlySet<string>): NonNullable<StepState['reason']> {
  const missing = steps.find(({ id }) => step.needs.includes(id) && !once.has(id))!;
  return { expected: `Opens after “${missing.title}”.`, found: `“${missing.title}” is not done yet.`, link: `#${missing.anchor}` };
}
