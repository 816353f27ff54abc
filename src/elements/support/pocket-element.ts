// Base of every element: it finds the session, and draws again whenever the session changes.
import { ContextConsumer } from '@lit/context';
import { LitElement } from 'lit';
import { sessionContext } from './session-context.ts';
import type { Session } from './session.ts';

/**
 * Properties are declared with `static properties` and `declare`, never as class fields:
 * a field would hide Lit's accessor in builds that define class fields.
 */
export abstract class PocketElement extends LitElement {
  readonly #again = (): void => this.requestUpdate();
  #session: Session | null = null;

  readonly #consumer = new ContextConsumer(this, {
    context: sessionContext,
    subscribe: true,
    callback: (session) => this.#adopt(session),
  });

  /** Null until the page provides one: draw the loading state then. */
  get session(): Session | null {
    return this.#session ?? this.#consumer.value ?? null;
  }

  /** Called once for each session the element meets; the place to subscribe to more than `change`. */
  protected sessionArrived(_session: Session): void {}

  /** The counterpart of `sessionArrived`, also when the element leaves the page. */
  protected sessionLeft(_session: Session): void {}

  #adopt(session: Session | undefined): void {
    if (session === this.#session || !session) return;
    this.#drop();
    this.#session = session;
    session.addEventListener('change', this.#again);
    this.sessionArrived(session);
    this.requestUpdate();
  }

  #drop(): void {
    const session = this.#session;
    if (!session) return;
    session.removeEventListener('change', this.#again);
    this.#session = null;
    this.sessionLeft(session);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }
}
