// The one word for where a step stands, in the rail and on its control.
import type { Step, StepStatus } from '../../model/lesson.ts';

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
