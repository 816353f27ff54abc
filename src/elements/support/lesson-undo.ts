// One step back after the page did something for the learner: the whole cloud and what was remembered, as they were before.
import { memoryKeys, restoreMemory, saveMemory } from './lesson-memory.ts';
import type { Change } from '../../model/cloud-state.ts';
import type { Session } from './session.ts';

interface Before {
  /** Who can take it back: the element that did it. */
  owner: string;
  cloud: unknown;
  memory: ReadonlyMap<string, unknown>;
  /** What was made after it, by table: ids. */
  since: Map<string, Set<unknown>>;
  /** Stops counting. */
  leave: () => void;
}

/** What people make, as they call it. Events come by themselves, and devices come online. */
const WORK: Readonly<Record<string, readonly [one: string, several: string]>> = {
  integrations: ['webhook', 'webhooks'],
  products: ['product', 'products'],
  customers: ['customer', 'customers'],
  clients: ['OAuth client', 'OAuth clients'],
  firmware: ['build', 'builds'],
};
/** The page hears of the last changes a moment after they were made, real ms. */
const HEARD = 1000;

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
  const cloud = await session.cloud.exportCloud();
  const before: Before = { owner, cloud, memory: saveMemory(session, keys), since: new Map(), leave: () => {} };
  working.set(session, owner);
  try {
    await work();
  } finally {
    working.delete(session);
    befores.get(session)?.leave();
    befores.set(session, before);
    before.leave = countWork(session, before.since);
    session.changed();
  }
};

/** Counts what is made from a moment on, until the answered function is called. */
const countWork = (session: Session, since: Before['since']): (() => void) => {
  const hear = (event: Event): void => {
    const { table, ids } = (event as CustomEvent<Change>).detail;
    if (!Object.hasOwn(WORK, table)) return;
    since.set(table, new Set([...(since.get(table) ?? []), ...ids]));
    session.changed();
  };
  const timer = setTimeout(() => session.addEventListener('cloud-change', hear), HEARD);
  return () => {
    clearTimeout(timer);
    session.removeEventListener('cloud-change', hear);
  };
};

/** What would go too, in words: `2 webhooks, 1 product`; empty when nothing would. */
export const madeSince = (session: Session): string =>
  [...(befores.get(session)?.since ?? [])]
    .filter(([, ids]) => ids.size > 0)
    .map(([table, { size }]) => `${size} ${WORK[table]![size === 1 ? 0 : 1]}`)
    .join(', ');

export const canUndo = (session: Session, owner: string): boolean => befores.get(session)?.owner === owner;

export const undo = async (session: Session): Promise<void> => {
  const before = befores.get(session);
  if (!before) return;
  await session.cloud.importCloud(before.cloud);
  before.leave();
  befores.delete(session);
  // The page forgets what it knew when it hears of another cloud, and it hears a moment later.
  await new Promise<void>((resolve) => {
    const done = (): void => resolve();
    session.addEventListener('cloud-change', done, { once: true });
    setTimeout(done, 500);
  });
  restoreMemory(session, before.memory);
};
