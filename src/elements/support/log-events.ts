// Which events of the cloud the lines of one log speak of, kept in step with the feed of events and the marked journey.
import { virtualNow } from '../../model/virtual-time.ts';
import type { StoredEvent } from '../../model/event.ts';
import { createLineEvents } from './line-events.ts';
import type { LineEvents } from './line-events.ts';
import type { Session } from './session.ts';

export interface LogEventsHost {
  requestUpdate(): void;
  /** Another journey is marked. */
  marked(session: Session): void;
}

export class LogEvents {
  readonly #host: LogEventsHost;
  #found: { of: readonly StoredEvent[]; device: string; lines: LineEvents } | null = null;
  #leave = (): void => {};

  constructor(host: LogEventsHost) {
    this.#host = host;
  }

  /** Holds the feed while the console is on the page. */
  join(session: Session): void {
    const again = (): void => this.#host.requestUpdate();
    const marked = (): void => this.#host.marked(session);
    const release = session.feed.hold();
    session.addEventListener('select', marked);
    session.feed.addEventListener('change', again);
    this.#leave = () => {
      session.removeEventListener('select', marked);
      session.feed.removeEventListener('change', again);
      release();
    };
  }

  leave(): void {
    this.#leave();
    this.#leave = () => {};
  }

  /** Null while nobody knows which device it is. */
  of(session: Session, device: string | null): LineEvents | null {
    if (device === null) return null;
    const { events } = session.feed;
    if (this.#found?.of !== events || this.#found.device !== device) {
      const real = Date.now();
      const { time } = session.info ?? {};
      const toHostTime = (iso: string): number =>
        time && time.rate > 0 ? real - (virtualNow(time, real) - Date.parse(iso)) / time.rate : Date.parse(iso);
      this.#found = { of: events, device, lines: createLineEvents(events, device, toHostTime) };
    }
    return this.#found.lines;
  }
}
