// Follows one journey until it is over: reads it again whenever the cloud says that something happened.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { JourneyAnswer } from '../../client/cloud-answers.ts';
import type { Change } from '../../model/cloud-state.ts';
import { journeyState } from '../../model/journey-state.ts';
import type { Session } from './session.ts';

const tables = ['events', 'deliveries', 'server_requests'];
/** However the change stream is, the journey is asked for this often, real ms: a worker that was killed says nothing. */
const ASK = 400;

/** Every webhook of the journey has its answer or its error; a journey without webhooks is over at once. */
export const journeyIsOver = ({ deliveries }: JourneyAnswer): boolean => journeyState(deliveries) !== 'waiting';

export class JourneyWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #over: (journey: JourneyAnswer) => boolean;
  #session: Session | null = null;
  #id: string | null = null;
  #reading = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resolve: (() => void) | null = null;
  /** What is known; null before the first answer. */
  journey: JourneyAnswer | null = null;

  /** `over` says when there is nothing more to wait for. */
  constructor(host: ReactiveControllerHost, over: (journey: JourneyAnswer) => boolean = journeyIsOver) {
    this.#host = host;
    this.#over = over;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.stop();
  }

  readonly #heard = (event: Event): void => {
    if (tables.includes((event as CustomEvent<Change>).detail.table)) this.#look();
  };

  /** Resolves when the journey is over, or another one is followed. Starts anew for each call. */
  follow(session: Session, id: string): Promise<void> {
    this.stop();
    this.#session = session;
    this.#id = id;
    this.journey = null;
    session.addEventListener('cloud-change', this.#heard);
    const over = new Promise<void>((resolve) => (this.#resolve = resolve));
    this.#look();
    return over;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#session?.removeEventListener('cloud-change', this.#heard);
    this.#session = null;
    this.#id = null;
    this.#resolve?.();
    this.#resolve = null;
  }

  #look(): void {
    this.#again = true;
    if (!this.#reading) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    clearTimeout(this.#timer);
    while (this.#again && this.#session && this.#id !== null) {
      this.#again = false;
      const id = this.#id;
      try {
        const journey = await this.#session.cloud.journey(id);
        if (id !== this.#id) continue;
        this.journey = journey;
        this.#host.requestUpdate();
        if (this.#over(journey)) this.stop();
      } catch {
        // Asked again below: a journey does not end because one answer was lost.
      }
    }
    this.#reading = false;
    if (this.#session) this.#timer = setTimeout(() => this.#look(), ASK);
  }
}
