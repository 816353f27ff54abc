// Feeds committed events to the open event streams, byte for byte as the official server frames them (spec/cloud-api.md §4.4).
import { isApiError } from '../model/errors.ts';
import { toWire, type StoredEvent } from '../model/event.ts';
import type { CloudCore } from './core.ts';
import { MAX_STREAMS, tooMany } from './platform-limits.ts';
import type { Query, TableName } from './ports.ts';
import { encodeText, type OpenStream, type StreamSet } from './stream-set.ts';

/** What a stream shows. */
export interface Scope {
  user_id?: string;
  product_id?: number;
  /** Device id: only what that device said. */
  coreid?: string;
  /** Several devices: what any of them said. */
  coreids?: ReadonlySet<string>;
  /** Case-sensitive, decoded. */
  prefix?: string;
}

/** `vendor`: as the official cloud frames it. `pocket`: whole stored events, with their id. */
export type Framing = 'vendor' | 'pocket';

/** By what right somebody hears a stream; without one it is everybody's. */
export interface Right {
  /** Cloud ms at which the token expires; null: never. */
  until: number | null;
  /** Rejects with an ApiError once the stream would not be opened any more. */
  check(): Promise<unknown>;
}

export interface EventStreams {
  /** `after`: first everything stored after that event id, then live; null: live only. */
  open(options: { scope: Scope; framing: Framing; after: number | null; clientId: string | null; right?: Right }): Promise<Response>;
  /** Called once after each commit with the tables that changed: a stream whose caller lost the right to it ends. */
  changed(tables: Iterable<TableName>): void;
  /** Called once after each commit. */
  published(events: readonly StoredEvent[]): void;
  /** Ends every stream of this cloud cleanly, of whatever kind: its reader comes back to a new state. */
  drain(): void;
}

interface Subscriber {
  stream: OpenStream;
  scope: Scope;
  framing: Framing;
  right: Right | null;
  /** Events that arrive while the past is still being read. */
  waiting: StoredEvent[] | null;
  /** Id up to which the past was read. */
  past: number;
}

/** What a right is made of. Devices change with every hello, so a device that was given away is not among them. */
const RIGHTS: readonly TableName[] = ['tokens', 'users', 'products', 'team'];
const PAGE = 200;
/** Nobody knows when a stream ends: what a client is told to wait, ms. */
const RETRY_STREAM = 10_000;

export const inScope = (scope: Scope, event: StoredEvent): boolean =>
  (scope.user_id === undefined || event.user_id === scope.user_id) &&
  (scope.product_id === undefined || event.product_id === scope.product_id) &&
  (scope.coreid === undefined || event.coreid === scope.coreid) &&
  (scope.coreids === undefined || scope.coreids.has(event.coreid)) &&
  (scope.prefix === undefined || event.name.startsWith(scope.prefix));

const frame = (framing: Framing | 'product', event: StoredEvent): string =>
  framing === 'pocket'
    ? `id: ${event.id}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`
    : // A line break in a name would forge a frame.
      `event: ${event.name.replace(/[\r\n]/g, ' ')}\ndata: ${JSON.stringify(toWire(event, framing === 'product' ? 'product' : 'user'))}\n\n`;

/** The narrowest index that holds the scope's events after `after`, oldest first. */
function query(scope: Scope, after: number): Query {
  const from = after + 1;
  if (scope.coreid !== undefined) return { index: 'coreid', from: [scope.coreid, from], to: [scope.coreid], limit: PAGE };
  if (scope.product_id !== undefined) return { index: 'product', from: [scope.product_id, from], to: [scope.product_id], limit: PAGE };
  if (scope.user_id !== undefined) return { index: 'user', from: [scope.user_id, from], to: [scope.user_id], limit: PAGE };
  return { from, limit: PAGE };
}

export function createEventStreams(core: Pick<CloudCore, 'read' | 'ports'>, streams: StreamSet): EventStreams {
  const subscribers = new Set<Subscriber>();
  const shape = (subscriber: Subscriber): Framing | 'product' =>
    subscriber.framing === 'vendor' && subscriber.scope.product_id !== undefined ? 'product' : subscriber.framing;

  async function replay(subscriber: Subscriber, after: number): Promise<void> {
    let last = after;
    while (subscriber.stream.open) {
      const page = await core.read(['events'], (tx) => tx.getAll('events', query(subscriber.scope, last)));
      for (const event of page) if (inScope(subscriber.scope, event)) subscriber.stream.send(encodeText(frame(shape(subscriber), event)));
      last = page.at(-1)?.id ?? last;
      if (page.length > 0) subscriber.past = last;
      if (page.length < PAGE) break;
    }
    const waiting = subscriber.waiting ?? [];
    subscriber.waiting = null;
    for (const event of waiting) if (event.id > last) subscriber.stream.send(encodeText(frame(shape(subscriber), event)));
  }

  return {
    drain: () => streams.drain(),
    async open({ scope, framing, after, clientId, right = null }) {
      const vendors = [...subscribers].filter((one) => one.framing === 'vendor').length;
      if (framing === 'vendor' && vendors >= MAX_STREAMS) throw tooMany('open streams', RETRY_STREAM);
      const { response, stream } = streams.open(clientId, ':ok\n\n', () => subscribers.delete(subscriber));
      const subscriber: Subscriber = { stream, scope, framing, right, waiting: after === null ? null : [], past: 0 };
      subscribers.add(subscriber);
      if (after !== null) await replay(subscriber, after);
      return response;
    },
    changed(tables) {
      if (subscribers.size === 0 || ![...tables].some((table) => RIGHTS.includes(table))) return;
      for (const { right, stream } of subscribers)
        right?.check().catch((error: unknown) => {
          if (isApiError(error)) stream.close();
          else core.ports.report?.(error);
        });
    },
    published(events) {
      const now = Date.parse(events.at(-1)?.published_at ?? '');
      for (const { right, stream } of subscribers) if (right?.until != null && right.until <= now) stream.close();
      for (const event of events) {
        // One encoding for all subscribers of a kind; each gets its copy.
        const encoded = new Map<string, Uint8Array>();
        for (const subscriber of subscribers) {
          if (event.id <= subscriber.past || !inScope(subscriber.scope, event)) continue;
          if (subscriber.waiting) {
            subscriber.waiting.push(event);
            continue;
          }
          const kind = shape(subscriber);
          let chunk = encoded.get(kind);
          if (!chunk) encoded.set(kind, (chunk = encodeText(frame(kind, event))));
          subscriber.stream.send(chunk);
        }
      }
    },
  };
}
