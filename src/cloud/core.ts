// What every route and every job of one cloud shares: its ports, its write path and its parts.
import type { Change, CloudSettings } from '../model/cloud-state.ts';
import type { StoredEvent } from '../model/event.ts';
import type { CallerCache } from './caller-cache.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { DeviceLinks } from './device-link.ts';
import type { EventStreams } from './event-stream.ts';
import type { PlatformLimits } from './platform-limits.ts';
import type { Ports, TableName, Transaction } from './ports.ts';
import type { StreamSet } from './stream-set.ts';
import type { Timeline } from './timeline.ts';

/** A transaction that can also make ids (from the seed, in order) and knows the one moment it happens at. */
export interface WriteTransaction extends Transaction {
  /** Hex characters: 24 for objects, 40 for tokens and secrets; at most 64. */
  newId(length?: number): string;
  /** A `newId` whose ids depend on when it was made, not on what is written beside it. */
  ids(): (length?: number) => string;
  /** Cloud time of this transaction, ms and ISO. */
  readonly now: number;
  readonly nowIso: string;
  /** The settings as this transaction found them. */
  readonly settings: CloudSettings;
}

/** What is given to `publish`; the rest (id, times, journey when new) is added there. */
export interface EventDraft {
  name: string;
  data: string | null;
  ttl?: string;
  coreid: string;
  user_id: string | null;
  product_id: number | null;
  version?: number;
  origin: StoredEvent['origin'];
  /** Leave out to start a journey. */
  journey?: string;
  integration_id?: string;
  delivery_id?: string;
  hook?: StoredEvent['hook'];
  via?: StoredEvent['via'];
}

export interface CloudCore {
  ports: Ports;
  /** The settings as the last transaction of this instance saw them. Only the write path, boot, import and reset set it. */
  settings: CloudSettings;
  read<T>(tables: readonly TableName[], work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * All of `work` or nothing. After the commit, changed tables are told to the change feed.
   * `settings` is always part of it (ids).
   */
  write<T>(tables: readonly TableName[], work: (tx: WriteTransaction) => Promise<T>): Promise<T>;
  /** The only way an event comes to be: stored with its deliver jobs in one transaction (many publishes share one), then streamed. */
  publish(draft: EventDraft): Promise<StoredEvent>;
  /** The same inside a transaction that is already open on PUBLISH_TABLES; streams hear of it after the commit. */
  publishIn(tx: WriteTransaction, draft: EventDraft): Promise<StoredEvent>;
  /** Devices that are connected right now. */
  link: DeviceLinks;
  streams: EventStreams;
  /** Every open stream, of whatever kind. */
  streamSet: StreamSet;
  changeFeed: ChangeFeed;
  callers: CallerCache;
  limits: PlatformLimits;
  timeline: Timeline;
  /** Tells the change feed, for changes outside `write` (a server that received a request). */
  changed(change: Change): void;
  /** Id of the newest event that streams heard of; boot and import set where they begin. */
  newest: number;
  /** Tells streams of events that another version of this worker stored while both were alive. */
  catchUp(): Promise<void>;
}

/** Tables a publish touches. */
export const PUBLISH_TABLES: readonly TableName[] = [
  'events',
  'jobs',
  'deliveries',
  'integrations',
  'health',
  'devices',
  'products',
  'limits',
];
