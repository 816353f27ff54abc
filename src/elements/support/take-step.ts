// What the page does for the learner: a step by its requests, or a start from a new cloud. Each can be taken back as a whole.
import { runRequests } from '../../client/run-requests.ts';
import type { LessonRequest } from '../../model/lesson-request.ts';
import type { Step } from '../../model/lesson.ts';
import { carefulCloud } from './careful-cloud.ts';
import { forgetMemory, keepName, lessonNames, memoryKeys } from './lesson-memory.ts';
import { undoable } from './lesson-undo.ts';
import type { Session } from './session.ts';

/** Under this name a step is busy, has a problem, and can be undone; the rail and the step's own control share it. */
export const stepTask = (step: string): string => `lesson-step/${step}`;

const send = (session: Session, requests: readonly LessonRequest[]): Promise<void> =>
  runRequests(carefulCloud(session), requests, {
    names: () => lessonNames(session),
    keep: (name, value) => keepName(session, name, value),
  });

/** A step that begins with a state of its own is brought there first. */
export const requestsOf = ({ start = [], do: done = [] }: Step): LessonRequest[] => [...start, ...done];

/** Sends requests under the name of a step. */
export const runStep = async (session: Session, step: string, requests: readonly LessonRequest[]): Promise<void> => {
  // Names that stand on lists need the lists.
  await session.view.fresh('devices');
  await session.run(stepTask(step), () => undoable(session, stepTask(step), () => send(session, requests)));
};

/** A new cloud in which these requests were made, whatever the learner made of the old one. `keys`: what is forgotten besides. */
export const startOver = async (
  session: Session,
  task: string,
  requests: readonly LessonRequest[] = [],
  keys: readonly string[] = memoryKeys(session.lesson, session.account.username),
): Promise<void> => {
  const work = async (): Promise<void> => {
    await session.cloud.reset();
    forgetMemory(session, keys);
    // The token went with the old cloud; the next one is asked for here, so that nothing below runs twice.
    await session.withToken(() => session.cloud.user());
    await session.view.fresh('devices');
    await send(session, requests);
  };
  await session.run(task, () => undoable(session, task, work, keys));
};
