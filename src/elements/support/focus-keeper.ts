// Keeps the focus in an element whose focused part goes with the next drawing: a button that did its work must not drop a person at the page's start.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the control says now, where the button was, gets the focus that would be lost. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #had: Element | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostUpdate(): void {
    this.#had = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!root || !this.#had || this.#had.isConnected || root.activeElement) return;
    // Somebody who went on meanwhile is not called back.
    if (document.activeElement !== document.body && document.activeElement !== this.#host) return;
    const said = root.querySelector<HTMLElement>('.control-foot .state') ?? root.getElementById('title');
    said?.setAttribute('tabindex', '-1');
    said?.focus();
  }
}
