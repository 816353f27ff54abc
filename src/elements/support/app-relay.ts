// The page's side of a sandboxed web app: its requests to this cloud are sent for it, and nothing else.
import type { CloudClient } from '../../client/cloud-client.ts';

interface Asked {
  id: number;
  url: string;
  method: string;
  headers: [string, string][];
  body: string | null;
}

/** A body of an app, characters. */
const MOST = 256 * 1024;
/** Characters of one line that the app says. */
const MOST_WORDS = 2000;

const isAsked = (data: unknown): data is Asked => {
  const asked = data as Partial<Asked> | null;
  return (
    typeof asked?.id === 'number' &&
    typeof asked.url === 'string' &&
    typeof asked.method === 'string' &&
    Array.isArray(asked.headers) &&
    (asked.body === null || (typeof asked.body === 'string' && asked.body.length <= MOST))
  );
};

/**
 * Serves `port` until the answered function is called. The app's own headers go along, and no token of the page: what the app may do,
 * its own token says.
 */
export function serveApp(cloud: CloudClient, port: MessagePort, said: (level: string, words: string) => void): () => void {
  const open = new Map<number, AbortController>();

  const answer = async (asked: Asked): Promise<void> => {
    const { id, url, method, headers, body } = asked;
    const stop = new AbortController();
    open.set(id, stop);
    try {
      // As the browser will read it: `..` leads out of the cloud.
      const { href } = new URL(url);
      if (!href.startsWith(`${cloud.base}/`)) throw new TypeError(`This app may call ${cloud.base} only.`);
      const response = await cloud.raw(href.slice(cloud.base.length), { method, headers, body, signal: stop.signal });
      port.postMessage({ id, status: response.status, headers: [...response.headers] });
      const reader = response.body?.getReader();
      stop.signal.addEventListener('abort', () => void reader?.cancel().catch(() => {}));
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) break;
        port.postMessage({ id, chunk: value });
      }
      port.postMessage({ id, end: true });
    } catch (error) {
      port.postMessage({ id, fail: error instanceof TypeError ? error.message : 'Failed to fetch' });
    } finally {
      open.delete(id);
    }
  };

  port.onmessage = ({ data }: MessageEvent<unknown>): void => {
    const message = data as { id?: number; abort?: boolean; said?: string; words?: string } | null;
    if (typeof message?.said === 'string') said(message.said.slice(0, 20), String(message.words).slice(0, MOST_WORDS));
    else if (message?.abort && typeof message.id === 'number') open.get(message.id)?.abort();
    else if (isAsked(data)) void answer(data);
  };
  return () => {
    for (const stop of open.values()) stop.abort();
    port.close();
  };
}
