// Remembers whose tokens were looked up, so that a publish need not read the store twice; any change to who may do what empties it.
import type { TableName } from './ports.ts';
import type { Caller } from './route.ts';

/** What a caller is made of. */
const OF: readonly TableName[] = ['tokens', 'users', 'products'];
const MOST = 500;

export interface CallerCache {
  /** The caller behind a token; `look` is asked when it is not known. */
  find(token: string, look: () => Promise<Caller>): Promise<Caller>;
  /** After a commit: these tables changed. */
  changed(tables: Iterable<TableName>): void;
}

export function createCallerCache(): CallerCache {
  const known = new Map<string, Caller>();
  let age = 0;
  return {
    async find(token, look) {
      const caller = known.get(token);
      if (caller) return caller;
      const asked = age;
      const found = await look();
      // What was read before a change may be wrong after it.
      if (asked === age) {
        if (known.size >= MOST) known.clear();
        known.set(token, found);
      }
      return found;
    },
    changed(tables) {
      for (const table of tables)
        if (OF.includes(table)) {
          age++;
          known.clear();
          return;
        }
    },
  };
}
