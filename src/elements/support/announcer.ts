// Tells a screen reader about arrivals, at most once a second, however many there are.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Real milliseconds between two sentences. */
const PAUSE = 1000;

export class Announcer implements ReactiveController {
  /** What the live region says now. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #waiting: { events: number; errors: number } = { events: 0, errors: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  arrived(events: number, errors: number): void {
    if (events === 0) return;
    this.#waiting.events += events;
    this.#waiting.errors += errors;
    if (this.#timer === undefined) this.#say();
  }

  #say(): void {
    const { events, errors } = this.#waiting;
    this.#timer = undefined;
    if (events === 0) return;
    this.#waiting = { events: 0, errors: 0 };
    const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
    this.text = `${many(events, 'new event')}${errors > 0 ? `, ${many(errors, 'error')}` : ''}`;
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => this.#say(), PAUSE);
  }
}
