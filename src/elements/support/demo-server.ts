// The state of the lesson's mock server as the page sees it.
import { DEMO_HOST } from '../../model/demo-hook.ts';
import type { DemoState } from '../../model/demo-server-state.ts';
import type { Session } from './session.ts';

/** The server's data in the session's view. */
export const DEMO_KEY = `serverData/${DEMO_HOST}`;

/** Null until it was read. */
export const demoServer = (session: Session): DemoState | null => session.view.serverData<DemoState>(DEMO_HOST);

/** Starts or stops the server, and answers once the page sees it. */
export const switchDemo = async (session: Session, op: 'start' | 'stop'): Promise<void> => {
  await session.cloud.controlServer(DEMO_HOST, { op });
  await session.view.fresh(DEMO_KEY);
};
