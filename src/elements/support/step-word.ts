// The one word for where a step stands, in the rail and on its control.
import type { Step, StepState, StepStatus } from '../../model/lesson.ts';

const words: Readonly<Record<StepStatus, string>> = {
  locked: 'Locked',
  now: 'Now',
  todo: 'To do',
  done: 'Done',
  undone: 'Undone',
  skipped: 'Optional',
};

export const stepWord = (step: Step, state: StepStatus): string => {
  if (state === 'todo' && step.any_time) return 'Any time';
  return state === 'skipped' && !step.optional ? 'Skipped' : words[state];
};

/** Index of the step to go on with: what to do now or to mend, else what may be done at any time; -1 when there is none. */
export const nextStep = (states: readonly StepState[]): number => {
  const first = (...wanted: StepStatus[]): number => states.findIndex(({ state }) => wanted.includes(state));
  const now = first('now', 'undone');
  return now < 0 ? first('todo') : now;
};
