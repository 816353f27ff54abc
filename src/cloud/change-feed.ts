// Tells pages which collections changed after each commit (`GET /pocket/changes`), so that a view reads them again.
import type { Change, CloudInfo } from '../model/cloud-state.ts';
import type { VirtualTime } from '../model/virtual-time.ts';
import { encodeText, type OpenStream, type StreamSet } from './stream-set.ts';

export interface ChangeFeed {
  open(clientId: string | null, info: CloudInfo): Response;
  changed(change: Change): void;
  timeSet(time: VirtualTime): void;
}

/** Rows of these tables are, or are named by, secrets: which one changed is not told. */
const SECRET: ReadonlySet<string> = new Set(['tokens', 'claim_codes', 'clients', 'users', 'customers']);
/** More ids than this say no more than "read it again". */
const MAX_IDS = 50;

const frame = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export function createChangeFeed(streams: StreamSet): ChangeFeed {
  const readers = new Set<OpenStream>();
  const tell = (event: string, data: unknown): void => {
    if (readers.size === 0) return;
    const chunk = encodeText(frame(event, data));
    for (const reader of readers) reader.send(chunk);
  };
  return {
    open(clientId, info) {
      const { response, stream } = streams.open(clientId, frame('hello', info), () => readers.delete(stream));
      readers.add(stream);
      return response;
    },
    changed({ table, ids }) {
      tell('change', { table, ids: SECRET.has(table) || ids.length > MAX_IDS ? [] : ids } satisfies Change);
    },
    timeSet: (time) => tell('time', time),
  };
}
