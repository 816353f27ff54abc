// The key under which an element finds the session of its page.
import { createContext } from '@lit/context';
import type { Session } from './session.ts';

export const sessionContext = createContext<Session>(Symbol.for('pocket-session'));
