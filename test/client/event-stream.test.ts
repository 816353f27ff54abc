import { expect } from '@esm-bundle/chai';
import { openEventStream } from '../../src/client/event-stream.ts';
import type { EventStream, StreamMessage } from '../../src/client/event-stream.ts';

/** A server of streams: each call of its `fetch` is one connection that the test writes to and cuts. */
const streamServer = () => {
  const connections: { url: URL; headers: Headers; write(text: string): void; cut(): void; cancelled: boolean }[] = [];
  let refuse = 0;
  const encoder = new TextEncoder();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (refuse > 0) {
      refuse -= 1;
      throw new TypeError('refused');
    }
    const connection = {
      url: new URL(String(input)),
      headers: new Headers(init?.headers),
      write: (_text: string) => {},
      cut: () => {},
      cancelled: false,
    };
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        connection.write = (text) => controller.enqueue(encoder.encode(text));
        connection.cut = () => controller.error(new TypeError('cut'));
      },
      cancel() {
        connection.cancelled = true;
      },
    });
    connections.push(connection);
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { connections, fetch: fetch, refuseNext: (count: number) => (refuse = count) };
};

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const until = async (what: () => boolean): Promise<void> => {
  for (let n = 0; n < 200 && !what(); n++) await turn();
  if (!what()) throw new Error('Did not happen');
};

let stream: EventStream | null = null;
afterEach(() => stream?.close());

const open = (server: ReturnType<typeof streamServer>, url = 'https://site.example/cloud/pocket/changes') => {
  const messages: StreamMessage[] = [];
  const waits: number[] = [];
  const states: string[] = [];
  stream = openEventStream(url, {
    fetch: server.fetch,
    sleep: async (ms) => void waits.push(ms),
    onEvent: (message) => messages.push(message),
    onOpen: () => states.push('open'),
    onClose: () => states.push('closed'),
  });
  return { messages, waits, states };
};

it('reads names, data and ids, and leaves comments and keep-alives out', async () => {
  const server = streamServer();
  const { messages } = open(server);
  await until(() => server.connections.length === 1);
  server.connections[0]!.write(':ok\n\nevent: hello\ndata: {"a":1}\n\n\n\nid: 7\nevent: event\ndata: one\ndata: two\n\n');
  await until(() => messages.length === 2);
  expect(messages).to.deep.equal([
    { event: 'hello', data: '{"a":1}', id: null },
    { event: 'event', data: 'one\ntwo', id: '7' },
  ]);
});

it('puts together what arrives in pieces, with any line ending', async () => {
  const server = streamServer();
  const { messages } = open(server);
  await until(() => server.connections.length === 1);
  for (const piece of ['eve', 'nt: x\r', '\ndata: Zü', 'rich\r', '\n\r\n']) {
    server.connections[0]!.write(piece);
    await turn();
  }
  await until(() => messages.length === 1);
  expect(messages[0]).to.deep.equal({ event: 'x', data: 'Zürich', id: null });
});

it('opens a lost stream again 250 ms later, where it stopped', async () => {
  const server = streamServer();
  const { messages, waits, states } = open(server, 'https://site.example/cloud/pocket/events/stream?after=3&prefix=Web');
  await until(() => server.connections.length === 1);
  server.connections[0]!.write('id: 9\ndata: nine\n\n');
  await until(() => messages.length === 1);
  server.connections[0]!.cut();
  await until(() => server.connections.length === 2);
  expect(waits).to.deep.equal([250]);
  expect(states).to.deep.equal(['open', 'closed', 'open']);
  expect(server.connections[1]!.url.search).to.equal('?after=9&prefix=Web');
});

it('waits longer after each refusal, and shortly again after an answer', async () => {
  const server = streamServer();
  server.refuseNext(4);
  const { waits } = open(server);
  await until(() => server.connections.length === 1);
  expect(waits).to.deep.equal([250, 500, 1000, 2000]);
  server.connections[0]!.cut();
  await until(() => server.connections.length === 2);
  expect(waits.at(-1)).to.equal(250);
});

it('a listener that throws neither stops the stream nor goes unseen', async () => {
  const server = streamServer();
  const seen: string[] = [];
  const reported: unknown[] = [];
  const report = (event: ErrorEvent): void => {
    reported.push(event.error);
    event.preventDefault();
  };
  const before = window.onerror;
  window.onerror = () => true;
  addEventListener('error', report);
  stream = openEventStream('https://site.example/cloud/x', {
    fetch: server.fetch,
    onEvent: ({ data }) => {
      seen.push(data);
      if (data === 'bad') throw new Error('bug');
    },
  });
  await until(() => server.connections.length === 1);
  server.connections[0]!.write('data: bad\n\ndata: good\n\n');
  await until(() => seen.length === 2);
  removeEventListener('error', report);
  window.onerror = before;
  expect(reported).to.have.length(1);
  expect(server.connections).to.have.length(1);
});

it('a closed stream is let go and never opened again', async () => {
  const server = streamServer();
  const { waits, messages } = open(server);
  await until(() => server.connections.length === 1);
  stream!.close();
  await until(() => server.connections[0]!.cancelled);
  await turn();
  expect(server.connections).to.have.length(1);
  expect(waits).to.deep.equal([]);
  expect(messages).to.deep.equal([]);
});
