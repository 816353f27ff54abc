// Draws an element again while the cloud's clock runs, and only while somebody can see it.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Four times a second is enough for a clock that shows seconds, at any rate. */
const BEAT = 250;

export class ClockTicker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #runs: () => boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `runs` says whether there is anything to follow (a paused clock has nothing). */
  constructor(host: ReactiveControllerHost, runs: () => boolean) {
    this.#host = host;
    this.#runs = runs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible' && this.#runs()) this.#host.requestUpdate();
    }, BEAT);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
