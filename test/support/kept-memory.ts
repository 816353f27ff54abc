// What a page keeps for the next visit, in a Map that the test can look into.
import type { PageMemory } from '../../src/elements/support/page-memory.ts';

/** `kept`: what is there already. As in a browser, values go in and out as copies. */
export const keptMemory = (kept = new Map<string, unknown>()): PageMemory => ({
  read: (name) => structuredClone(kept.get(name) ?? null),
  write: (name, value) => void kept.set(name, structuredClone(value)),
  forget: (name) => void kept.delete(name),
  leaveBrowser: () => kept.clear(),
});
