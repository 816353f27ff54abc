// Where the steps of this page's lesson stand: one answer for the rail and for every control.
import { lessonProgress } from '../../model/step-states.ts';
import type { LessonProgress } from '../../model/step-states.ts';
import { reachedKey } from './choice.ts';
import { sessionFacts } from './session-facts.ts';
import type { Session } from './session.ts';

/** Null on pages without a lesson. Steps once true are remembered, so that a reload resumes and an undone step can say so. */
export const lessonState = (session: Session): LessonProgress | null => {
  const { lesson, memory } = session;
  if (!lesson) return null;
  const key = reachedKey(lesson, session.account.username);
  const kept = memory.read(key);
  const before = Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
  const progress = lessonProgress(lesson.steps, sessionFacts(session), new Set(before));
  if (progress.reached.join() !== before.join()) memory.write(key, progress.reached);
  return progress;
};
