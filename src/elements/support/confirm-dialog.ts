// A native dialog that names what will be lost before it is lost.
import { html } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';

export interface ConfirmText {
  title: string;
  /** What goes, named and counted. */
  body: unknown;
  /** The label of the button that does it. */
  action: string;
}

export class ConfirmDialog implements ReactiveController {
  readonly #dialog = createRef<HTMLDialogElement>();
  #answer: ((yes: boolean) => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#answer?.(false);
  }

  /** True when the person confirmed; false for Cancel and Escape. */
  ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      const dialog = this.#dialog.value;
      if (!dialog) return resolve(false);
      dialog.returnValue = '';
      dialog.showModal();
    });
  }

  /** Always in the element's template, so that it can open at any time. Focus starts on Cancel. */
  template({ title, body, action }: ConfirmText): TemplateResult {
    return html`<dialog
      ${ref(this.#dialog)}
      aria-labelledby="confirm-title"
      @close=${(event: Event) => {
        this.#answer?.((event.target as HTMLDialogElement).returnValue === 'yes');
        this.#answer = null;
      }}
    >
      <h2 class="control-title" id="confirm-title">${title}</h2>
      ${body}
      <form method="dialog" class="actions">
        <button class="button" value="" autofocus>Cancel</button>
        <button class="button danger" value="yes">${action}</button>
      </form>
    </dialog>`;
  }
}
