// Copies text to the clipboard for one element, and says for a moment that it did, or that the browser refused.
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { actionButton } from './action-button.ts';

/** How long "Copied" stands, real ms. */
const SHOWN = 2000;

export class CopyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #name: string | null = null;
  #ok = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#name = null;
  }

  async copy(name: string, text: string): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await navigator.clipboard.writeText(text);
      this.#ok = true;
    } catch {
      // Insecure host or no permission: the text stays visible to be copied by hand.
      this.#ok = false;
    }
    this.#name = name;
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => {
      this.#name = null;
      this.#host.requestUpdate();
    }, SHOWN);
  }

  /** `name` tells several buttons of one element apart. */
  button(name: string, label: string, text: () => string): TemplateResult {
    const now = this.#name === name;
    return actionButton({
      label: now ? (this.#ok ? 'Copied' : 'Not allowed here') : label,
      icon: now ? (this.#ok ? 'check' : 'error') : 'copy',
      kind: 'quiet small',
      onClick: () => void this.copy(name, text()),
    });
  }

  /** For a live region of the element. */
  get said(): string {
    return this.#name === null
      ? ''
      : this.#ok
        ? 'Copied.'
        : 'The browser does not allow copying here. Select the text and copy it by hand.';
  }
}
