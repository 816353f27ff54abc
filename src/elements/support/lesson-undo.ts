// One step back after the page did something for the learner: the whole cloud and what was remembered, as they were before.
import { memoryKeys, restoreMemory, saveMemory } from './lesson-memory.ts';
import type { Session } from './session.ts';

interface Before {
  /** Who can take it back: the element that did it. */
  owner: string;
  cloud: unknown;
  memory: ReadonlyMap<string, unknown>;
}

const befores = new WeakMap<Session, Before>();
/** Who is at work: what it does in turn is part of the same. */
const working = new WeakMap<Session, string>();

/**
 * Runs `work`; afterwards `owner` can undo it, and nobody can undo what was done before. `keys`: what is remembered besides; this
 * lesson's, unless `work` reaches further.
 */
export const undoable = async (
  session: Session,
  owner: string,
  work: () => Promise<void>,
  keys: readonly string[] = memoryKeys(session.lesson, session.account.username),
): Promise<void> => {
  if (working.get(session) === owner) return work();
  const before = { owner, cloud: await session.cloud.exportCloud(), memory: saveMemory(session, keys) };
  working.set(session, owner);
  try {
    await work();
  } finally {
    working.delete(session);
    befores.set(session, before);
    session.changed();
  }
};

export const canUndo = (session: Session, owner: string): boolean => befores.get(session)?.owner === owner;

export const undo = async (session: Session): Promise<void> => {
  const before = befores.get(session);
  if (!before) return;
  await session.cloud.importCloud(before.cloud);
  befores.delete(session);
  // The page forgets what it knew when it hears of another cloud, and it hears a moment later.
  await new Promise<void>((resolve) => {
    const done = (): void => resolve();
    session.addEventListener('cloud-change', done, { once: true });
    setTimeout(done, 500);
  });
  restoreMemory(session, before.memory);
};
