// Puts one cloud's parts together: the write path with its ids, and what hears of a commit.
import type { CloudSettings } from '../model/cloud-state.ts';
import { invariant } from '../model/errors.ts';
import type { StoredEvent } from '../model/event.ts';
import { createCallerCache } from './caller-cache.ts';
import { createChangeFeed } from './change-feed.ts';
import type { JobHandlers } from './claim-jobs.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import { createDeviceLinks } from './device-link.ts';
import { createEventStreams } from './event-stream.ts';
import type { NewRow, Ports, RowKey, TableName, Transaction } from './ports.ts';
import { createPlatformLimits } from './platform-limits.ts';
import { createPublish, storeEvent } from './publish.ts';
import { createRetention } from './retention.ts';
import type { StreamSet } from './stream-set.ts';
import { createTimeline } from './timeline.ts';

/** Tables whose every change would only be noise: ids count up in one, jobs come and go in the other. */
const UNTOLD: ReadonlySet<TableName> = new Set(['settings', 'jobs', 'limits']);

export function createCore(ports: Ports, handlers: JobHandlers, streamSet: StreamSet): CloudCore {
  /** Events stored by a transaction that is still open. */
  const stored = new WeakMap<WriteTransaction, StoredEvent[]>();

  const write: CloudCore['write'] = async (tables, work) => {
    const touched = new Map<TableName, Set<RowKey>>();
    const events: StoredEvent[] = [];
    let settings = core.settings;
    let due: number | null = null;
    const note = (table: TableName, key?: RowKey): void => {
      if (UNTOLD.has(table)) return;
      let keys = touched.get(table);
      if (!keys) touched.set(table, (keys = new Set()));
      if (key !== undefined) keys.add(key);
    };
    let writing: WriteTransaction | undefined;
    const run = async (tx: Transaction): Promise<Awaited<ReturnType<typeof work>>> => {
      const found = await tx.get('settings', 'settings');
      invariant(found, 'a cloud is booted before anything is written.');
      settings = found;
      let { sequence } = found;
      const now = Math.floor(ports.clock.now());
      const writeTx: WriteTransaction = {
        now,
        nowIso: new Date(now).toISOString(),
        settings: found,
        newId: (length = 24) => ports.newId(found.seed, ++sequence, length),
        ids() {
          const seed = `${found.seed}/${++sequence}`;
          let count = 0;
          return (length = 24) => ports.newId(seed, ++count, length);
        },
        get: (async (table: TableName, key: RowKey) => (table === 'settings' ? settings : tx.get(table, key))) as Transaction['get'],
        getAll: (table, query) => tx.getAll(table, query),
        count: (table, query) => tx.count(table, query),
        async put<N extends TableName>(table: N, row: NewRow<N>) {
          // Ids may be given after this: the row is written once, at the end.
          if (table === 'settings') {
            settings = row as unknown as CloudSettings;
            return 'settings';
          }
          if (table === 'jobs') {
            const job = row as unknown as NewRow<'jobs'>;
            const alarm = core.timeline.alarmOf(job);
            if (alarm !== null) due = Math.min(due ?? Infinity, alarm);
          }
          const key = await tx.put(table, row);
          note(table, key);
          return key;
        },
        async delete(table, key) {
          await tx.delete(table, key);
          note(table, key);
        },
        async deleteRange(table, query) {
          await tx.deleteRange(table, query);
          note(table);
        },
      };
      writing = writeTx;
      stored.set(writeTx, events);
      const answer = await work(writeTx);
      if (settings !== found || sequence !== found.sequence) await tx.put('settings', (settings = { ...settings, sequence }));
      return answer;
    };
    const all = [...new Set([...tables, 'settings' as const])];
    const result = await ports.store.transaction(all, 'readwrite', run).catch((error: unknown) => {
      if (writing) core.timeline.failed(writing);
      throw error;
    });
    core.settings = settings;
    core.callers.changed(touched.keys());
    core.streams.changed(touched.keys());
    core.link.changed(touched.get('devices') ?? []);
    if (events.length > 0) {
      // Works of a group end in any order.
      events.sort((one, other) => one.id - other.id);
      tell(events);
    }
    for (const [table, keys] of touched) core.changeFeed.changed({ table, ids: [...keys] });
    if (due !== null) core.timeline.scheduled(due);
    if (writing) core.timeline.committed(writing);
    retention.stored(events.length);
    return result;
  };

  /** Ids between ours: what another version of this worker stored, and no stream of this one heard of. */
  let gaps: [from: number, to: number][] = [];

  function tell(events: readonly StoredEvent[]): void {
    const [first, last] = [events[0]?.id ?? 0, events.at(-1)?.id ?? 0];
    if (first > core.newest + 1) gaps.push([core.newest + 1, first - 1]);
    core.newest = Math.max(core.newest, last);
    core.streams.published(events);
    core.link.published(events);
    if (gaps.length > 0) void core.catchUp().catch((error: unknown) => ports.report?.(error));
  }

  const core: CloudCore = {
    ports,
    settings: undefined as unknown as CloudSettings,
    read: (tables, work) => ports.store.transaction(tables, 'readonly', work),
    write,
    publish: (draft) => publish(draft),
    async publishIn(tx, draft) {
      const event = await storeEvent(core, tx, draft);
      stored.get(tx)?.push(event);
      return event;
    },
    changed: (change) => core.changeFeed.changed(change),
    newest: 0,
    async catchUp() {
      const ranges = [...gaps, [core.newest + 1, Number.MAX_SAFE_INTEGER]];
      gaps = [];
      const found = await core.read(['events'], (tx) => Promise.all(ranges.map(([from, to]) => tx.getAll('events', { from, to }))));
      const late = (found.pop() ?? []).filter(({ id }) => id > core.newest);
      const events = [...found.flat(), ...late];
      if (events.length === 0) return;
      tell(events);
      for (const table of PUBLISH_TABLES) core.changed({ table, ids: [] });
    },
    streamSet,
    changeFeed: createChangeFeed(streamSet),
    callers: createCallerCache(),
    limits: createPlatformLimits(ports.clock),
  } as CloudCore;
  core.streams = createEventStreams(core, streamSet);
  core.link = createDeviceLinks(core, streamSet);
  core.timeline = createTimeline(core, handlers);
  const publish = createPublish(core);
  const retention = createRetention(core);
  return core;
}
