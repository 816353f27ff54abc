// <pocket-device-logs>: what can be read from a device's serial port today.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ControlElement } from './support/control-element.ts';
import { badge } from './support/control-frame.ts';
import { CopyController } from './support/copy-controller.ts';
import type { Session } from './support/session.ts';

const COMMAND = 'particle serial monitor --follow';

export class DeviceLogs extends ControlElement {
  readonly #copy = new CopyController(this);
  protected readonly controlTitle = 'Device logs';

  protected draw(_session: Session): TemplateResult {
    return this.frame({
      state: 'disabled',
      badge: badge('Not yet', 'lock'),
      purpose: 'The lines a board prints over USB.',
      said: this.#copy.said,
      body: html`<div class="control-body">
        <p>With a board on USB and the command line tool, this prints them now, and keeps on after a restart:</p>
        <pre class="codeview" tabindex="0" role="region" aria-label="Command"><code>${COMMAND}</code></pre>
      </div>`,
      line: {
        tone: 'locked',
        text: html`<strong>This page does not read USB yet.</strong> It comes with the virtual device; every other step works without it.`,
        live: false,
      },
      actions: this.#copy.button('command', 'Copy command', () => COMMAND),
    });
  }
}

customElements.define('pocket-device-logs', DeviceLogs);
