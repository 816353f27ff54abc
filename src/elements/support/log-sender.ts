// Sends a line to a device, with the ending its firmware waits for.
import { html } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { DeviceSession, LineEnding } from '../../device/serial/device-session.ts';
import { icon } from './icon.ts';

const ENDINGS: readonly [LineEnding, string][] = [
  ['\r\n', 'CR LF'],
  ['\n', 'LF'],
  ['\r', 'CR'],
  ['', 'No line end'],
];

export class LogSender implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #ending: LineEnding = '\r\n';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  form(device: DeviceSession): TemplateResult {
    const submit = (event: SubmitEvent): void => {
      event.preventDefault();
      const field = (event.target as HTMLFormElement).querySelector<HTMLInputElement>('#line');
      if (!field) return;
      void device.send(field.value, this.#ending).then((sent) => {
        if (sent) field.value = '';
      });
    };
    return html`<form class="send" @submit=${submit}>
      <p class="field what">
        <label for="line">Send a line</label>
        <input id="line" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="4096" />
      </p>
      <p class="field">
        <label for="ending">Line end</label>
        <select id="ending" @change=${(event: Event) => this.#end((event.target as HTMLSelectElement).value as LineEnding)}>
          ${ENDINGS.map(([value, words]) => html`<option value=${value} ?selected=${value === this.#ending}>${words}</option>`)}
        </select>
      </p>
      <button class="button" type="submit">${icon('send')}Send</button>
    </form>`;
  }

  #end(ending: LineEnding): void {
    this.#ending = ending;
    this.#host.requestUpdate();
  }
}
