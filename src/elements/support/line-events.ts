// Which event of the cloud a line of a device's log speaks of.
import { isBridgeLine, readBridgeLine } from '../../device/serial/bridge-message.ts';
import type { LogLine } from '../../device/serial/log-line.ts';
import type { StoredEvent } from '../../model/event.ts';

/** A line and its event come within this, real ms; the cloud's clock may be set to another time. */
const NEAR = 10_000;

/** The cloud's time as host time: what was published at `iso` happened then, epoch ms. */
export type ToHostTime = (iso: string) => number;

export interface LineEvents {
  /** Null when the line speaks of none. */
  eventOf(line: LogLine): StoredEvent | null;
}

/**
 * Of the events of one device and the answers that go to it. The bridge's lines name their event exactly. Of others, the event whose
 * name and data stand in the line; failing that, the one of that name that is nearest in time.
 */
export const createLineEvents = (events: readonly StoredEvent[], device: string, toHostTime: ToHostTime): LineEvents => {
  const byName = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const own = event.coreid === device && event.origin === 'device';
    if (!own && !event.name.startsWith(`${device}/`)) continue;
    const list = byName.get(event.name);
    if (list) list.push(event);
    else byName.set(event.name, [event]);
  }
  // The longest name first: one may begin another.
  const names = [...byName.keys()].sort((one, other) => other.length - one.length);
  const distance = (event: StoredEvent, line: LogLine): number => Math.abs(toHostTime(event.published_at) - line.host_time);
  const nearest = (list: readonly StoredEvent[], line: LogLine): StoredEvent | null =>
    list.toSorted((one, other) => distance(one, line) - distance(other, line))[0] ?? null;

  return {
    eventOf(line) {
      if (names.length === 0 || line.kind === 'marker') return null;
      if (isBridgeLine(line)) {
        const message = readBridgeLine(line, line.raw);
        if (message?.op !== 'publish') return null;
        const { n, d } = message.publish;
        return nearest(
          (byName.get(n) ?? []).filter(({ data }) => (data ?? '') === (d ?? '')),
          line,
        );
      }
      const name = names.find((one) => line.raw.includes(one));
      if (name === undefined) return null;
      const named = byName.get(name) ?? [];
      const exact = named.filter(({ data }) => data && line.raw.includes(data));
      const found = nearest(exact.length > 0 ? exact : named, line);
      return found && (exact.length > 0 || distance(found, line) <= NEAR) ? found : null;
    },
  };
};
