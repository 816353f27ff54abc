// The events of this cloud as one live list for the whole page: history first, then the stream.
import type { EventQuery } from '../../client/cloud-answers.ts';
import type { CloudClient } from '../../client/cloud-client.ts';
import type { EventStream } from '../../client/event-stream.ts';
import type { StoredEvent } from '../../model/event.ts';

/** Events kept in memory; older ones are fetched when somebody scrolls to them. */
const MOST = 5000;
const PAGE = 100;

/**
 * Opens with its first listener and closes with its last. Events: `events` (`CustomEvent<StoredEvent[]>`, the arrivals
 * of one frame, oldest first) and `change` (the list, or its state, is another).
 */
export class EventFeed extends EventTarget {
  readonly #cloud: Pick<CloudClient, 'events' | 'stream'>;
  /** Newest first. */
  events: StoredEvent[] = [];
  state: 'idle' | 'loading' | 'live' | 'away' = 'idle';
  /** True while older events wait in the cloud. */
  more = false;
  #holders = 0;
  #stream: EventStream | null = null;
  #arrived: StoredEvent[] = [];
  #scheduled = false;

  constructor(cloud: Pick<CloudClient, 'events' | 'stream'>) {
    super();
    this.#cloud = cloud;
  }

  /** Keeps the feed open until the answered function is called. */
  hold(): () => void {
    this.#holders += 1;
    if (this.#holders === 1) void this.#start();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      if (this.#holders === 0) this.#stop();
    };
  }

  async #start(): Promise<void> {
    this.state = 'loading';
    this.dispatchEvent(new Event('change'));
    while (this.#holders > 0 && this.state === 'loading') {
      try {
        const { events, more } = await this.#cloud.events({ limit: PAGE });
        this.events = events;
        this.more = more;
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    if (this.#holders === 0 || this.#stream) return;
    this.#stream = this.#cloud.stream(`/pocket/events/stream?after=${this.events[0]?.id ?? 0}`, {
      onOpen: () => this.#become('live'),
      onClose: () => this.#become('away'),
      onEvent: ({ data }) => this.#arrive(JSON.parse(data) as StoredEvent),
    });
  }

  #stop(): void {
    this.#stream?.close();
    this.#stream = null;
    this.state = 'idle';
  }

  #become(state: 'live' | 'away'): void {
    if (this.#holders === 0) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  #arrive(event: StoredEvent): void {
    this.#arrived.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    const flush = (): void => {
      this.#scheduled = false;
      const arrived = this.#unknown(this.#arrived);
      this.#arrived = [];
      if (arrived.length === 0) return;
      const late = (arrived[0]?.id ?? 0) < (this.events[0]?.id ?? 0);
      const events = [...arrived.toReversed(), ...this.events];
      if (late) events.sort((one, other) => other.id - one.id);
      this.events = events.slice(0, MOST);
      this.dispatchEvent(new CustomEvent<StoredEvent[]>('events', { detail: arrived }));
      this.dispatchEvent(new Event('change'));
    };
    if (document.visibilityState === 'visible') requestAnimationFrame(flush);
    else setTimeout(flush, 50);
  }

  /** What is not listed yet, oldest first. A stream that was opened again may repeat; an update of the cloud may tell late. */
  #unknown(events: readonly StoredEvent[]): StoredEvent[] {
    const newest = this.events[0]?.id ?? 0;
    // Older ones are fetched when somebody scrolls to them.
    const oldest = this.more ? (this.events.at(-1)?.id ?? 0) : 0;
    const known = new Set(events.some(({ id }) => id <= newest) ? this.events.map(({ id }) => id) : []);
    const unknown = new Map(events.filter(({ id }) => id > oldest && !known.has(id)).map((event) => [event.id, event]));
    return [...unknown.values()].sort((one, other) => one.id - other.id);
  }

  /** Forgets what is listed and reads it again: the cloud was reset or another one was imported. */
  async restart(): Promise<void> {
    this.#stream?.close();
    this.#stream = null;
    this.events = [];
    if (this.#holders > 0) await this.#start();
  }

  /** The page of events before the oldest one that is listed. */
  async older(query: EventQuery = {}): Promise<void> {
    const oldest = this.events.at(-1)?.id;
    if (!this.more || oldest === undefined) return;
    const { events, more } = await this.#cloud.events({ ...query, before: oldest, limit: PAGE });
    this.events = [...this.events, ...events.filter(({ id }) => id < oldest)];
    this.more = more;
    this.dispatchEvent(new Event('change'));
  }
}
