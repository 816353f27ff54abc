// Who is asking the cloud, as the page remembers it.
import type { PageMemory } from './page-memory.ts';

/** The account every visitor finds (README). */
export const STARTER = { username: 'student@example.com', password: 'pocket-cloud' } as const;

export interface Account {
  username: string;
  /** True when a person signed in; false while the page quietly uses the starter account. */
  signedIn: boolean;
  token: string | null;
}

export const readAccount = (memory: PageMemory): Account => {
  const kept = (memory.read('account') ?? {}) as Partial<Record<keyof Account, unknown>>;
  if (typeof kept.username === 'string' && typeof kept.token === 'string')
    return { username: kept.username, signedIn: kept.signedIn === true, token: kept.token };
  return { username: STARTER.username, signedIn: false, token: null };
};
