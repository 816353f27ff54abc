// The page's list of events stays in order and loses none, whatever order the stream tells them in.
import { expect } from '@esm-bundle/chai';
import type { StreamMessage } from '../../src/client/event-stream.ts';
import { EventFeed } from '../../src/elements/support/event-feed.ts';
import type { StoredEvent } from '../../src/model/event.ts';

const event = (id: number): StoredEvent => ({
  id,
  name: `n${id}`,
  data: null,
  ttl: '60',
  published_at: '2026-01-01T12:00:00.000Z',
  coreid: 'api',
  user_id: null,
  product_id: null,
  origin: 'api',
  journey: 'j',
});

async function open(listed: number[], more = false) {
  let tell!: (message: StreamMessage) => void;
  const feed = new EventFeed({
    events: async () => ({ events: listed.map(event), more }),
    stream: (_path: string, handlers: { onEvent(message: StreamMessage): void }) => {
      tell = handlers.onEvent;
      return { close: () => undefined };
    },
  });
  const release = feed.hold();
  const arrived: number[][] = [];
  feed.addEventListener('events', (given) => arrived.push((given as CustomEvent<StoredEvent[]>).detail.map(({ id }) => id)));
  await new Promise((resolve) => setTimeout(resolve));
  const hear = async (...ids: number[]): Promise<number[]> => {
    const flushed = new Promise((resolve) => feed.addEventListener('events', resolve, { once: true }));
    for (const id of ids) tell({ event: 'event', data: JSON.stringify(event(id)), id: String(id) });
    await flushed;
    return feed.events.map(({ id }) => id);
  };
  return { hear, arrived, release };
}

it('an event that comes late takes its place; one that comes twice is listed once', async () => {
  const { hear, arrived, release } = await open([3, 2, 1]);
  expect(await hear(5, 3)).to.deep.equal([5, 3, 2, 1]);
  expect(await hear(7, 4, 4, 6)).to.deep.equal([7, 6, 5, 4, 3, 2, 1]);
  expect(arrived).to.deep.equal([[5], [4, 6, 7]]);
  release();
});

it('an event before the oldest that is listed waits for its page', async () => {
  const { hear, release } = await open([12, 11, 10], true);
  expect(await hear(4, 13)).to.deep.equal([13, 12, 11, 10]);
  release();
});
