// An EventSource over a `fetch` that is not the network's: what a script in a page without a worker opens on the cloud in that page.
import { openEventStream, type EventStream } from '../client/event-stream.ts';

type Handler = ((event: Event) => void) | null;

/** Behaves as the browser's own, except that a lost stream is told by `error` and opened again (the cloud is in this page). */
export class InPageEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readonly url: string;
  readonly withCredentials = false;
  readyState = 0;
  onopen: Handler = null;
  onmessage: Handler = null;
  onerror: Handler = null;
  readonly #stream: EventStream;

  constructor(url: string, send: typeof fetch) {
    super();
    this.url = url;
    this.#stream = openEventStream(url, {
      fetch: send,
      onOpen: () => this.#tell(this.OPEN, new Event('open')),
      onClose: () => this.#tell(this.CONNECTING, new Event('error')),
      onEvent: ({ event, data, id }) => this.#tell(this.OPEN, new MessageEvent(event, { data, lastEventId: id ?? '' })),
    });
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#stream.close();
  }

  #tell(state: number, event: Event): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = state;
    this.dispatchEvent(event);
    const handlers: Record<string, Handler> = { open: this.onopen, message: this.onmessage, error: this.onerror };
    handlers[event.type]?.call(this, event);
  }
}
