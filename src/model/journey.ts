// The stops of one event on its way: who did what, in which order, and when (interface.md §6).
import type { StoredEvent } from './event.ts';
import { flattenJson } from './flatten-json.ts';
import type { Delivery } from './integration.ts';
import { reachedServer, type ServerRequest } from './server.ts';

export type HopKind = 'event' | 'sent' | 'received' | 'data' | 'response' | 'no-answer' | 'hook-response' | 'hook-error';
/** Where it goes, or the one lane where it happened. */
export type HopPath = 'device' | 'cloud' | 'server' | 'device-cloud' | 'cloud-server' | 'server-cloud' | 'cloud-device';

/** One stop. `event`, `delivery` and `request` are what the inspector opens; which are there depends on the kind. */
export interface Hop {
  /** Stays the same while the journey grows. */
  id: string;
  kind: HopKind;
  path: HopPath;
  /** Solid arrow, dashed arrow, box, or either of them in trouble. */
  look: 'event' | 'answer' | 'note' | 'error';
  title: string;
  /** One line of what it carried. */
  payload: string;
  /** ISO, on the cloud's clock. */
  at: string;
  /** Milliseconds since the event. */
  after_ms: number;
  event?: StoredEvent;
  /** More pieces of the same answer that are shown as one stop. */
  rest?: StoredEvent[];
  delivery?: Delivery;
  request?: ServerRequest;
}

export interface JourneyParts {
  events: readonly StoredEvent[];
  deliveries: readonly Delivery[];
  requests: readonly ServerRequest[];
}

/** Answers in more pieces than this end in one stop for the rest. */
const PIECES = 5;
const LINE = 80;

/** First line of a text, short enough for a row. */
export const oneLine = (text: string | null): string => {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length > LINE ? `${line.slice(0, LINE)}…` : line;
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const targetOf = (url: string): string => {
  const match = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url);
  return match?.[1] || '/';
};

/** The request that an attempt made: carried its key, and came in while it ran. */
const takeRequest = (left: ServerRequest[], delivery: Delivery): ServerRequest | undefined => {
  const fits = (request: ServerRequest): boolean => {
    const key = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
    if (key !== undefined) return key === delivery.idempotency_key && request.received_at >= (delivery.started_at ?? '');
    return delivery.request !== null && request.url === delivery.request.url;
  };
  const index = left.findIndex(fits);
  return index < 0 ? undefined : left.splice(index, 1)[0];
};

/**
 * Stops in causal order: the event, then attempt by attempt what was sent, received, read and answered, then what the cloud
 * published about it. `hook-sent` is drawn at the moment the request left; the event of that name is published once the server
 * took it.
 */
export function hopsOf({ events, deliveries, requests }: JourneyParts): Hop[] {
  const first = events.find(({ origin }) => origin !== 'integration') ?? events[0];
  if (!first) return [];
  const start = Date.parse(first.published_at);
  const byDevice = /^[0-9a-f]{24}$/.test(first.coreid);
  const hop = (part: Omit<Hop, 'after_ms'>): Hop => ({ ...part, after_ms: Math.max(0, Date.parse(part.at) - start) });
  const hops = [
    hop({
      id: `event/${first.id}`,
      kind: 'event',
      path: byDevice ? 'device-cloud' : 'cloud',
      look: byDevice ? 'event' : 'note',
      title: byDevice ? 'event' : first.origin === 'system' ? 'event of the cloud' : 'event from the API',
      payload: oneLine(first.data),
      at: first.published_at,
      event: first,
    }),
  ];
  const left = requests.filter(reachedServer).sort((a, b) => a.id - b.id);
  const told = events.filter(({ id, origin }) => id !== first.id && origin === 'integration').sort((a, b) => a.id - b.id);
  for (const delivery of [...deliveries].sort((a, b) => a.seq - b.seq)) {
    const own = told.filter(({ delivery_id }) => delivery_id === delivery.id);
    hops.push(...attemptHops(hop, delivery, own, delivery.started_at ? takeRequest(left, delivery) : undefined));
    hops.push(...tellingHops(hop, own, byDevice, delivery));
  }
  // Events of deliveries that are not kept any more.
  const known = new Set(deliveries.map(({ id }) => id));
  hops.push(
    ...tellingHops(
      hop,
      told.filter(({ delivery_id }) => !known.has(delivery_id ?? '')),
      byDevice,
    ),
  );
  return hops;
}

type MakeHop = (part: Omit<Hop, 'after_ms'>) => Hop;

function attemptHops(hop: MakeHop, delivery: Delivery, own: StoredEvent[], request: ServerRequest | undefined): Hop[] {
  const hops: Hop[] = [];
  const { id, response } = delivery;
  if (delivery.state === 'skipped' && own.length === 0) {
    // A disabled webhook says nothing: without this stop the journey would end unexplained.
    const at = delivery.finished_at ?? delivery.created_at;
    return [
      hop({
        id: `no-answer/${id}`,
        kind: 'no-answer',
        path: 'cloud',
        look: 'error',
        title: 'not sent',
        payload: oneLine(delivery.error),
        at,
        delivery,
      }),
    ];
  }
  if (!delivery.started_at || !delivery.request) return hops;
  const sent = own.find(({ hook }) => hook === 'sent');
  const line = `${delivery.request.method} ${targetOf(delivery.request.url)}`;
  hops.push(
    hop({
      id: `sent/${id}`,
      kind: 'sent',
      path: 'cloud-server',
      look: 'event',
      title: sent ? 'hook-sent' : 'request',
      payload: oneLine(line),
      at: delivery.started_at,
      delivery,
      ...(sent ? { event: sent } : {}),
    }),
  );
  if (request) {
    const refused = request.response?.status === 401 || request.response?.status === 403;
    const secret = Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization');
    hops.push(
      hop({
        id: `received/${request.id}`,
        kind: 'received',
        path: 'server',
        look: refused ? 'error' : 'note',
        title: 'request received',
        payload: refused ? 'token refused' : secret && request.response ? 'token accepted' : `${request.body.length} characters`,
        at: request.received_at,
        delivery,
        request,
      }),
    );
    const data = parsed(request.body);
    if (data !== undefined && !refused) {
      const cells = [...flattenJson(data)].slice(-2).map(([key, value]) => `${key.slice(key.lastIndexOf('.') + 1)} ${String(value)}`);
      hops.push(
        hop({
          id: `data/${request.id}`,
          kind: 'data',
          path: 'server',
          look: 'note',
          title: 'parsed data',
          payload: oneLine(cells.join(' · ')),
          at: request.received_at,
          delivery,
          request,
        }),
      );
    }
  }
  if (response) {
    const bad = response.status < 200 || response.status > 299;
    hops.push(
      hop({
        id: `response/${id}`,
        kind: 'response',
        path: 'server-cloud',
        look: bad ? 'error' : 'answer',
        title: 'response',
        payload: oneLine(`${response.status} ${response.body}`),
        at: delivery.finished_at ?? delivery.started_at,
        delivery,
        ...(request ? { request } : {}),
      }),
    );
  } else if (delivery.error && delivery.finished_at && delivery.state !== 'skipped') {
    hops.push(
      hop({
        id: `no-answer/${id}`,
        kind: 'no-answer',
        path: 'cloud',
        look: 'error',
        title: delivery.state === 'interrupted' ? 'interrupted' : 'no answer',
        payload: oneLine(delivery.error),
        at: delivery.finished_at,
        delivery,
      }),
    );
  }
  return hops;
}

const ERROR_TITLES: Partial<Record<NonNullable<StoredEvent['hook']>, string>> = {
  error: 'hook-error',
  skipped: 'hook-error, skipped',
  disabled: 'hook-error, disabled',
};

function tellingHops(hop: MakeHop, own: StoredEvent[], byDevice: boolean, delivery?: Delivery): Hop[] {
  const tell = (event: StoredEvent, rest: StoredEvent[] = []): Hop => {
    const failed = event.hook === undefined ? undefined : ERROR_TITLES[event.hook];
    const last = rest.at(-1) ?? event;
    return hop({
      id: `told/${event.id}`,
      kind: failed ? 'hook-error' : 'hook-response',
      path: byDevice ? 'cloud-device' : 'cloud',
      look: failed ? 'error' : byDevice ? 'answer' : 'note',
      title: failed ?? (rest.length > 0 ? `hook-response, ${rest.length + 1} more` : 'hook-response'),
      payload: oneLine(event.data),
      at: last.published_at,
      event,
      ...(rest.length > 0 ? { rest } : {}),
      ...(delivery ? { delivery } : {}),
    });
  };
  const spoken = own.filter(({ hook }) => hook !== 'sent');
  const alone = spoken.length > PIECES + 1 ? spoken.slice(0, PIECES) : spoken;
  const [more, ...rest] = spoken.slice(alone.length);
  return [...alone.map((event) => tell(event)), ...(more ? [tell(more, rest)] : [])];
}
