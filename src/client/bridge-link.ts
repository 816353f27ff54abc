// The page's end of the bridge: takes requests from the local server, asks the cloud, and sends the answers back part by part.
import { openEventStream } from './event-stream.ts';

export interface RelayedRequest {
  id: string;
  method: string;
  /** Below the cloud, with its query. */
  path: string;
  /** Null until the answer begins. */
  status: number | null;
  /** Until the answer has ended: a stream's does not by itself. */
  open: boolean;
}

export type BridgeState = 'connecting' | 'open' | 'lost' | 'replaced' | 'ended';

export interface BridgeLinkOptions {
  /** Address of the site, absolute, with a trailing slash. */
  site: string;
  /** What the bridge gave for the one-time code. */
  session: string;
  /** The bare answer of an address below the cloud. */
  cloud: (path: string, init: RequestInit) => Promise<Response>;
  onState(state: BridgeState): void;
  /** When it comes, when its answer begins, and when it has ended. */
  onRequest(request: RelayedRequest): void;
  fetch?: typeof fetch;
  /** Real milliseconds; tests put their own here. */
  sleep?: (ms: number) => Promise<void>;
}

export interface BridgeLink {
  close(): void;
}

interface Asked {
  id: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  /** Bytes of the body. */
  length: number;
}

/** Null when the code is unknown or was used. Throws where no bridge answers. */
export async function joinBridge(site: string, code: string, send: typeof fetch = fetch): Promise<string | null> {
  const answer = await send(`${site}bridge/session`, { method: 'POST', body: code, cache: 'no-store' });
  if (!answer.headers.get('content-type')?.includes('json')) throw new Error('No bridge answers at this address.');
  return answer.ok ? ((await answer.json()) as { session: string }).session : null;
}

/** Keeps the channel open until it is closed, replaced by another page, or the bridge has ended. */
export function openBridgeLink(options: BridgeLinkOptions): BridgeLink {
  const { site, session, cloud, onState, onRequest, fetch: send = fetch, sleep } = options;
  const headers = { authorization: `Bearer ${session}` };
  const running = new Map<string, AbortController>();

  /** False when nobody waits for the rest. */
  const part = async (id: string, bytes: BodyInit | null, extra: Record<string, string>): Promise<boolean> =>
    (await send(`${site}bridge/answers/${id}`, { method: 'POST', body: bytes, headers: { ...headers, ...extra } })).status === 204;

  const headOf = (response: Response): Record<string, string> => ({
    'x-bridge-head': encodeURIComponent(JSON.stringify({ status: response.status, headers: [...response.headers] })),
  });
  const LAST = { 'x-bridge-last': '1' };

  /** A stream goes out as it comes; everything else at once. */
  const sendAnswer = async (id: string, response: Response): Promise<void> => {
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      await part(id, await response.arrayBuffer(), { ...headOf(response), ...LAST });
      return;
    }
    const reader = response.body.getReader();
    running.get(id)?.signal.addEventListener('abort', () => void reader.cancel().catch(() => {}));
    let wanted = await part(id, null, headOf(response));
    while (wanted) {
      const { done, value } = await reader.read();
      if (done) break;
      wanted = await part(id, value, {});
    }
    await (wanted ? part(id, null, LAST) : reader.cancel());
  };

  const answer = async ({ id, method, path, headers: asked, length }: Asked): Promise<void> => {
    const abort = new AbortController();
    running.set(id, abort);
    let status: number | null = null;
    const tell = (open: boolean): void => onRequest({ id, method, path, status, open });
    tell(true);
    try {
      const body = length > 0 ? await (await send(`${site}bridge/requests/${id}`, { headers, cache: 'no-store' })).arrayBuffer() : null;
      // A body is refused for these two, whatever a client sent along.
      const without = method === 'GET' || method === 'HEAD';
      const response = await cloud(path, {
        method,
        headers: asked,
        body: without ? null : body,
        signal: abort.signal,
        cache: 'no-store',
      });
      status = response.status;
      tell(true);
      await sendAnswer(id, response);
    } catch {
      if (abort.signal.aborted) return;
      const problem = Response.json({ ok: false, error: 'The cloud of the page did not answer.' }, { status: 502 });
      status = 502;
      await part(id, await problem.arrayBuffer(), { ...headOf(problem), ...LAST }).catch(() => {});
    } finally {
      running.delete(id);
      tell(false);
    }
  };

  const stop = (state: BridgeState): void => {
    channel.close();
    for (const one of running.values()) one.abort();
    onState(state);
  };

  /** The channel is opened again by itself; only a bridge that does not know us any more makes that pointless. */
  const stillKnown = async (): Promise<void> => {
    try {
      const probe = await send(`${site}bridge/session`, { headers, cache: 'no-store' });
      if (probe.status === 401) stop('ended');
    } catch {
      // The bridge is away; it may come back.
    }
  };

  onState('connecting');
  const channel = openEventStream(`${site}bridge/channel`, {
    fetch: send,
    headers,
    ...(sleep ? { sleep } : {}),
    onOpen: () => onState('open'),
    onClose() {
      onState('lost');
      for (const one of running.values()) one.abort();
      void stillKnown();
    },
    onEvent({ event, data }) {
      if (event === 'replaced') return stop('replaced');
      const value = JSON.parse(data) as Asked;
      if (event === 'request') void answer(value);
      else if (event === 'cancel') running.get(value.id)?.abort();
    },
  });
  // One that was kept from an earlier visit may have ended meanwhile.
  void stillKnown();
  return {
    close: () => {
      channel.close();
      for (const one of running.values()) one.abort();
    },
  };
}
