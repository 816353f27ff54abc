// Keeps every open stream of a cloud: opens, feeds, keeps alive and closes them (spec/service-worker.md §3).
import type { Ports } from './ports.ts';

/** One open response body. */
export interface OpenStream {
  readonly open: boolean;
  /** Queues a copy: a chunk that is given away may not be shared. */
  send(chunk: Uint8Array): void;
  /** A clean end: `EventSource` reconnects after it, and after nothing else. */
  close(): void;
}

export interface StreamSet {
  /** `onClose` runs once, whoever ends the stream. */
  open(clientId: string | null, first: string, onClose: () => void): { response: Response; stream: OpenStream };
  /** Ends all of them cleanly: their readers come back to a new state. */
  drain(): void;
  /** The same for good, so that a new worker can take over: who comes back to this one is sent away again. */
  close(): void;
  readonly size: number;
}

/** Clients give up after 13–15 s of silence (spec/cloud-api.md §4.4). */
const KEEP_ALIVE = 9_000;
/** Chunks that nobody has read. Behind a worker this is always near 0; in a page it bounds a forgotten reader. */
const MAX_UNREAD = 10_000;
const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' };

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

export function createStreamSet(ports: Ports): StreamSet {
  const all = new Map<OpenStream, string | null>();
  const newline = encodeText('\n');
  let stopTicking: (() => void) | null = null;
  let closed = false;

  const tick = (): void => {
    for (const [stream, clientId] of all) {
      stream.send(newline);
      // A page in the back/forward cache never cancels its streams: ask for it.
      if (clientId !== null && ports.isAlive) void ports.isAlive(clientId).then((alive) => alive || stream.close());
    }
  };

  const drain = (): void => {
    for (const stream of [...all.keys()]) stream.close();
  };

  return {
    open(clientId, first, onClose) {
      let open = true;
      let controller: ReadableStreamDefaultController<Uint8Array>;
      const ended = (): void => {
        open = false;
        all.delete(stream);
        if (all.size === 0) {
          stopTicking?.();
          stopTicking = null;
        }
        onClose();
      };
      const stream: OpenStream = {
        get open() {
          return open;
        },
        send(chunk) {
          if (!open) return;
          if ((controller.desiredSize ?? 0) < -MAX_UNREAD) stream.close();
          else controller.enqueue(chunk.slice());
        },
        close() {
          if (!open) return;
          controller.close();
          ended();
        },
      };
      const body = new ReadableStream<Uint8Array>({
        start(given) {
          controller = given;
        },
        cancel() {
          if (open) ended();
        },
      });
      all.set(stream, clientId);
      stopTicking ??= ports.every(KEEP_ALIVE, tick);
      if (first !== '') stream.send(encodeText(first));
      if (closed) queueMicrotask(() => stream.close());
      return { response: new Response(body, { headers: HEADERS }), stream };
    },
    drain,
    close() {
      closed = true;
      drain();
    },
    get size() {
      return all.size;
    },
  };
}
