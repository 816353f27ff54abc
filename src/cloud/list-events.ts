// Reads stored events page by page, newest first, with the filters of `GET /pocket/events`.
import type { StoredEvent } from '../model/event.ts';
import type { Query, Transaction } from './ports.ts';

export interface EventFilter {
  /** Event ids, both exclusive. */
  before?: number | undefined;
  after?: number | undefined;
  limit: number;
  prefix?: string | undefined;
  /** Device id or `api`. */
  device?: string | undefined;
  /** Part of name or data, whatever its case. */
  text?: string | undefined;
  origin?: string | undefined;
  product?: number | undefined;
  journey?: string | undefined;
}

/** Rows read at once while looking for matches; the log itself is bounded. */
const PAGE = 250;

/** The narrowest index, from `upper` down. */
function query(filter: EventFilter, upper: number): Query {
  const lower = (filter.after ?? 0) + 1;
  const page = { limit: PAGE, reverse: true } as const;
  if (filter.device !== undefined) return { ...page, index: 'coreid', from: [filter.device, lower], to: [filter.device, upper] };
  if (filter.product !== undefined) return { ...page, index: 'product', from: [filter.product, lower], to: [filter.product, upper] };
  return { ...page, from: lower, to: upper };
}

function matcher({ prefix, text, origin, journey, product }: EventFilter): (event: StoredEvent) => boolean {
  const wanted = text?.toLowerCase();
  return (event) =>
    (prefix === undefined || event.name.startsWith(prefix)) &&
    (origin === undefined || event.origin === origin) &&
    (journey === undefined || event.journey === journey) &&
    (product === undefined || event.product_id === product) &&
    (wanted === undefined || event.name.toLowerCase().includes(wanted) || (event.data ?? '').toLowerCase().includes(wanted));
}

/** Table: events. */
export async function listEvents(
  tx: Transaction,
  filter: EventFilter,
  also: (event: StoredEvent) => boolean = () => true,
): Promise<{ events: StoredEvent[]; more: boolean }> {
  const matches = matcher(filter);
  const found: StoredEvent[] = [];
  let upper = (filter.before ?? Number.MAX_SAFE_INTEGER) - 1;
  for (;;) {
    const page = await tx.getAll('events', query(filter, upper));
    for (const event of page) {
      if (!matches(event) || !also(event)) continue;
      if (found.length === filter.limit) return { events: found, more: true };
      found.push(event);
    }
    if (page.length < PAGE) return { events: found, more: false };
    upper = (page.at(-1) as StoredEvent).id - 1;
  }
}
