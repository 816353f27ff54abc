// Between an event and the line of the device log that speaks of it: either side finds the other, wherever it is on the page.
import type { StoredEvent } from '../../model/event.ts';
import type { Session } from './session.ts';

/** Goes to the newest line that speaks of a journey; null when the log has none. */
type LineFinder = (journey: string) => (() => void) | null;

interface EventLogElement extends HTMLElement {
  focusEvent?(id: number): void;
}

const finders = new WeakMap<Session, Set<LineFinder>>();

/** A console offers its lines while it is on the page. Answers the function that takes the offer back. */
export const offerLines = (session: Session, find: LineFinder): (() => void) => {
  const all = finders.get(session) ?? new Set();
  finders.set(session, all.add(find));
  return () => all.delete(find);
};

export const lineOf = (session: Session, journey: string): (() => void) | null => {
  for (const find of finders.get(session) ?? []) {
    const go = find(journey);
    if (!go) continue;
    return () => {
      // On a small window the sheet of events lies over the page.
      document.querySelector<HTMLElement>('#dock:popover-open')?.hidePopover();
      go();
    };
  }
  return null;
};

/** How many frames a dock that was just opened may take to have its list. */
const FRAMES = 60;

/** Marks the event everywhere, and goes to it in the event log: the one on the page, else the dock's. */
export const showEvent = (session: Session, { journey, id }: StoredEvent): void => {
  session.selectJourney(journey, id);
  const visible = (): EventLogElement | undefined =>
    [...document.querySelectorAll<EventLogElement>('pocket-event-log')].find((log) => log.focusEvent && log.checkVisibility());
  const go = (left: number): void => {
    const log = visible();
    if (!log) {
      if (left > 0) requestAnimationFrame(() => go(left - 1));
      return;
    }
    log.scrollIntoView({ block: 'nearest' });
    log.focusEvent?.(id);
  };
  if (!visible()) document.querySelector<HTMLElement>('#dock[popover]')?.showPopover();
  go(FRAMES);
};
