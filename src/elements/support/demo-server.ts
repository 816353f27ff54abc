// The state of the lesson's mock server as the page sees it.
import { DEMO_HOST } from '../../model/demo-hook.ts';
import type { Session } from './session.ts';

/** One webhook the server received. */
export interface ReceivedHook {
  hookId: string;
  session: string;
  received_at: string;
  method: string;
  originalUrl: string;
  query: Record<string, string>;
  /** Text lines, `name: value`. */
  headers: string;
  body: string;
  response: { statusCode: number; contentType: string; body: string };
}

export interface DemoServer {
  started: boolean;
  /** The shared secret; null until the demo was started once. */
  authorization: string | null;
  received: number;
  /** Newest last, at most 200. */
  hooks: ReceivedHook[];
}

/** The server's data in the session's view. */
export const DEMO_KEY = `serverData/${DEMO_HOST}`;

/** Null until it was read. */
export const demoServer = (session: Session): DemoServer | null => session.view.serverData<DemoServer>(DEMO_HOST);

/** Starts or stops the server, and answers once the page sees it. */
export const switchDemo = async (session: Session, op: 'start' | 'stop'): Promise<void> => {
  await session.cloud.controlServer(DEMO_HOST, { op });
  await session.view.fresh(DEMO_KEY);
};
