// Reads a stream of server-sent events and keeps it open: a lost one is opened again where it stopped.

export interface StreamMessage {
  /** `message` when the stream named none. */
  event: string;
  data: string;
  id: string | null;
}

export interface EventStreamHandlers {
  onEvent(message: StreamMessage): void;
  onOpen?(): void;
  /** The stream is gone; another attempt follows unless `close` was called. */
  onClose?(): void;
}

export interface EventStreamOptions extends EventStreamHandlers {
  fetch?: typeof fetch;
  headers?: Record<string, string>;
  /** Real milliseconds; tests put their own here. */
  sleep?: (ms: number) => Promise<void>;
}

export interface EventStream {
  close(): void;
}

/** First wait after a loss, then twice as long each time. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;
/** The cloud writes a newline every 9 s: a stream that is silent for longer than two of them hangs. */
const SILENCE = 20_000;
/** One line may not be longer than this: more is not a stream of ours. */
const LONGEST_LINE = 4_000_000;

const realSleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Cuts bytes of a stream into messages; keeps what is incomplete. */
const createParser = (onEvent: (message: StreamMessage) => void) => {
  let rest = '';
  let event = '';
  let data: string[] = [];
  let id: string | null = null;
  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n'), id });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  };
  return (chunk: string): void => {
    rest += chunk;
    // A CR at the very end may be the first half of CRLF: wait for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('A line of the stream is too long.');
    lines.forEach(line);
  };
};

/** Opens `url` and keeps it open. After a loss `?after=` carries the last id that was seen. */
export const openEventStream = (
  url: string,
  { onEvent, onOpen, onClose, fetch: send = fetch, headers = {}, sleep = realSleep }: EventStreamOptions,
): EventStream => {
  const closed = new AbortController();
  let after: string | null = null;

  const read = async (): Promise<boolean> => {
    const address = new URL(url);
    if (after !== null) address.searchParams.set('after', after);
    const attempt = new AbortController();
    const stop = (): void => attempt.abort();
    closed.signal.addEventListener('abort', stop);
    let silence: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    try {
      const answer = await send(address.href, {
        headers: { accept: 'text/event-stream', ...headers },
        signal: attempt.signal,
        cache: 'no-store',
      });
      if (!answer.ok || !answer.body) {
        await answer.body?.cancel();
        return false;
      }
      opened = true;
      onOpen?.();
      const parse = createParser((message) => {
        if (closed.signal.aborted) return;
        if (message.id) after = message.id;
        try {
          onEvent(message);
        } catch (bug) {
          // A listener's bug must be seen, and must not look like a lost stream.
          reportError(bug);
        }
      });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      // An in-page cloud's stream does not know the abort signal of the request.
      attempt.signal.addEventListener('abort', () => void reader.cancel().catch(() => {}));
      for (;;) {
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE);
        const { done, value } = await reader.read();
        if (done) return true;
        parse(value);
      }
    } catch {
      return opened;
    } finally {
      clearTimeout(silence);
      closed.signal.removeEventListener('abort', stop);
      attempt.abort();
      if (opened && !closed.signal.aborted) onClose?.();
    }
  };

  const hold = async (): Promise<void> => {
    let wait = FIRST_WAIT;
    while (!closed.signal.aborted) {
      if (await read()) wait = FIRST_WAIT;
      if (closed.signal.aborted) return;
      await sleep(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  };
  void hold();
  return { close: () => closed.abort() };
};
