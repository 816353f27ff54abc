// Reads an event stream frame by frame, as any client would.

export interface OpenStream {
  /** What came first: a comment. */
  start: string;
  /** The next event; waits for it. Comments and keep-alives are passed over. */
  next(): Promise<{ event: string; data: unknown }>;
  close(): Promise<void>;
}

export async function openEventStream(send: typeof fetch, url: string): Promise<OpenStream> {
  const response = await send(url);
  if (response.headers.get('content-type') !== 'text/event-stream' || !response.body)
    throw new Error(`${url} is no stream: ${await response.text()}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const block = async (): Promise<string> => {
    for (;;) {
      // Keep-alive newlines stand between blocks.
      text = text.replace(/^\n+/, '');
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const found = text.slice(0, end + 2);
        text = text.slice(end + 2);
        return found;
      }
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended. Left: ${text}`);
      text += decoder.decode(value, { stream: true });
    }
  };
  const start = await block();
  return {
    start,
    async next() {
      const found = /^(?:id: .*\n)?event: (.*)\ndata: (.*)\n\n$/.exec(await block());
      if (!found) throw new Error('A block is no event.');
      return { event: found[1] as string, data: JSON.parse(found[2] as string) };
    },
    close: () => reader.cancel(),
  };
}
