// One read of the cloud that an element keeps fresh: read again when a table it stands on changes.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Change } from '../../model/cloud-state.ts';
import type { Session } from './session.ts';

const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.visibilityState === 'visible') requestAnimationFrame(() => resolve());
    else setTimeout(resolve, 50);
  });

/** Like the session's view, for reads whose question changes (a filter, a page) and that one element alone needs. */
export class LiveRead<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #tables: readonly string[];
  readonly #read: (session: Session) => Promise<T>;
  #session: Session | null = null;
  #running = false;
  #stale = false;
  /** Null until it was read once. */
  value: T | null = null;
  error: unknown = null;

  constructor(host: ReactiveControllerHost, tables: readonly string[], read: (session: Session) => Promise<T>) {
    this.#host = host;
    this.#tables = tables;
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {}

  readonly #heard = (event: Event): void => {
    if (this.#tables.includes((event as CustomEvent<Change>).detail.table)) this.again();
  };

  /** The change stream was lost for a while: anything may have changed. */
  readonly #missed = (): void => this.again();

  attach(session: Session): void {
    this.#session = session;
    session.addEventListener('cloud-change', this.#heard);
    session.addEventListener('missed', this.#missed);
    this.again();
  }

  detach(): void {
    this.#session?.removeEventListener('cloud-change', this.#heard);
    this.#session?.removeEventListener('missed', this.#missed);
    this.#session = null;
  }

  /** Reads again; what comes in while a read runs is one more read after it. `forget` drops what is shown. */
  again({ forget = false } = {}): void {
    if (forget) this.value = null;
    this.#stale = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#stale && this.#session) {
      this.#stale = false;
      const session = this.#session;
      try {
        const value = await session.withToken(() => this.#read(session));
        // A question that changed meanwhile makes this answer the wrong one.
        if (!this.#stale) this.value = value;
        this.error = null;
      } catch (error) {
        this.error = error;
      }
      this.#host.requestUpdate();
      // A burst of changes is one read a frame, not one a change.
      if (this.#stale) await nextFrame();
    }
    this.#running = false;
  }
}
