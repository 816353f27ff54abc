// Which events the log shows, and how that stands in the address of the page.
import { eventKind } from './event-kind.ts';
import type { EventKind } from './event-kind.ts';
import type { StoredEvent } from '../../model/event.ts';

export type KindFilter = 'all' | 'published' | 'hook' | 'error' | 'system';

export interface EventFilter {
  /** Case-sensitive start of the name, as a webhook's. */
  prefix: string;
  kind: KindFilter;
  /** Device id, `api`, or empty for all. */
  device: string;
  /** Found anywhere in name or data, in any case. */
  text: string;
}

export const showAll: EventFilter = { prefix: '', kind: 'all', device: '', text: '' };

const members: Readonly<Record<Exclude<KindFilter, 'all'>, readonly EventKind[]>> = {
  published: ['device', 'api'],
  hook: ['sent', 'response', 'error'],
  error: ['error'],
  system: ['system'],
};

/** Longer values of an address are cut: they come from anywhere. */
const LONGEST = 128;

export const filtersAnything = ({ prefix, kind, device, text }: EventFilter): boolean =>
  prefix !== '' || kind !== 'all' || device !== '' || text !== '';

export const matchesFilter = (event: StoredEvent, { prefix, kind, device, text }: EventFilter): boolean => {
  if (!event.name.startsWith(prefix)) return false;
  if (device !== '' && event.coreid !== device && !event.name.startsWith(`${device}/`)) return false;
  if (kind !== 'all' && !members[kind].includes(eventKind(event))) return false;
  if (text === '') return true;
  const needle = text.toLowerCase();
  return event.name.toLowerCase().includes(needle) || (event.data?.toLowerCase().includes(needle) ?? false);
};

/** Reads `?events=…&kind=…&device=…&find=…`. */
export const filterFromAddress = (search: string): EventFilter => {
  const values = new URLSearchParams(search);
  const kind = values.get('kind') ?? '';
  const value = (name: string): string => (values.get(name) ?? '').slice(0, LONGEST);
  return {
    prefix: value('events'),
    kind: kind in members ? (kind as KindFilter) : 'all',
    device: value('device'),
    text: value('find'),
  };
};

/** The same address with this filter in it, other values untouched. */
export const addressWithFilter = (address: string, filter: EventFilter): string => {
  const url = new URL(address);
  const set = (name: string, value: string): void => (value === '' ? url.searchParams.delete(name) : url.searchParams.set(name, value));
  set('events', filter.prefix);
  set('kind', filter.kind === 'all' ? '' : filter.kind);
  set('device', filter.device);
  set('find', filter.text);
  return url.href;
};
