// Settings of one cloud and what it tells about itself.
import type { VirtualTime } from './virtual-time.ts';

export interface CloudSettings {
  id: 'settings';
  schema: number;
  /** Ids, tokens and jitter come from it: the same seed and the same requests give the same bytes. */
  seed: string;
  /** How many ids were given so far. */
  sequence: number;
  /** Which of the two rule sets of spec/cloud-api.md §10 is in force. */
  rules: '2016' | 'current';
  time: VirtualTime;
  /** Hosts of the real internet that the visitor allowed by name. */
  allowed_hosts: string[];
}

/** `GET /pocket/info`. */
export interface CloudInfo {
  name: 'pocket-cloud';
  version: string;
  /** False where state lives in memory only. */
  saved: boolean;
  /** Where the cloud runs. */
  home: 'service-worker' | 'page';
  rules: CloudSettings['rules'];
  time: VirtualTime;
  now: string;
}

/** A line of the change feed (`GET /pocket/changes`): which collection changed, so that a view reads it again. */
export interface Change {
  table: string;
  ids: (string | number)[];
}
