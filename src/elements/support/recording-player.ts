// Opens a saved log and plays it: the actions below the log console when its source is a recording.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { CapturePort, createCaptureProvider } from '../../device/serial/capture-provider.ts';
import { MAX_RECORDING_BYTES, readRecording } from '../../device/serial/recording.ts';
import { actionButton } from './action-button.ts';
import type { DeviceDesk } from './device-desk.ts';
import { icon } from './icon.ts';

const SPEEDS = [1, 10, 100] as const;

export class RecordingPlayer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text: string | null = null;
  #port: CapturePort | null = null;
  #rate = 1;
  /** Name of what is played. */
  name: string | null = null;
  /** Why the file was not opened, a sentence. */
  problem: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async open(desk: DeviceDesk, file: Blob & { name?: string }): Promise<void> {
    this.problem = null;
    if (file.size > MAX_RECORDING_BYTES) {
      this.problem = 'The file is larger than 20 MB. Choose a shorter log.';
      this.#host.requestUpdate();
      return;
    }
    this.#text = await file.text();
    this.name = file.name ?? 'Recording';
    await this.play(desk);
  }

  async play(desk: DeviceDesk): Promise<void> {
    const chunks = readRecording(this.#text ?? '');
    if (chunks.length === 0) {
      this.problem = 'There is no line in this file. Choose a log that was saved here, or one of another tool.';
      this.#host.requestUpdate();
      return;
    }
    const { recorded } = desk;
    if (recorded.isConnected) await recorded.disconnect();
    recorded.log.clear();
    this.#port = new CapturePort(chunks, desk.clock, () => this.#rate);
    this.#port.addEventListener('played', () => this.#host.requestUpdate());
    await recorded.attach(createCaptureProvider(this.#port));
  }

  /** `120 of 480 lines`. */
  get progress(): string {
    return this.#port ? `${this.#port.played} of ${this.#port.total} lines` : '';
  }
  get ended(): boolean {
    return this.#port !== null && this.#port.played === this.#port.total;
  }

  /** The field for a file, and what is wrong with it. */
  field(desk: DeviceDesk): TemplateResult {
    const pick = (event: Event): void => {
      const [file] = (event.target as HTMLInputElement).files ?? [];
      if (file) void this.open(desk, file);
    };
    return html`<p class="field recording">
        <label for="file">A saved log (.txt, .jsonl)</label>
        <input id="file" type="file" accept=".txt,.jsonl,.log,text/plain" @change=${pick} />
      </p>
      ${this.problem ? html`<p class="problem" role="alert">${icon('error')}<span>${this.problem}</span></p>` : nothing}`;
  }

  actions(desk: DeviceDesk): TemplateResult {
    return html`<span class="inline-field"
        ><label for="speed">Speed</label
        ><select id="speed" @change=${(event: Event) => (this.#rate = Number((event.target as HTMLSelectElement).value))}>
          ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.#rate}>×${speed}</option>`)}
        </select></span
      >
      ${
        this.#text === null
          ? actionButton({ label: 'Play the example', icon: 'play', onClick: () => void this.#example(desk) })
          : actionButton({ label: 'Play again', icon: 'play', onClick: () => void this.play(desk) })
      }`;
  }

  async #example(desk: DeviceDesk): Promise<void> {
    const { EXAMPLE_RECORDING } = await import('../../device/serial/example-recording.ts');
    this.#text = EXAMPLE_RECORDING;
    this.name = 'The example';
    await this.play(desk);
  }
}
