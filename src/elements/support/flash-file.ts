// The file that a flash puts onto a device: the lesson's build, or one of the visitor's own.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DeviceError } from '../../model/device-error.ts';
import { MAX_MODULE_BYTES } from '../../model/storage-limits.ts';
import { siteBase } from './site-base.ts';

/** Detail of the error when the site was built without this lesson's firmware. */
export const NOT_ON_SITE = 'not on the site';

export class FlashFile implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  chosen: { name: string; bytes: Uint8Array } | null = null;
  /** Whether the visitor's own file is wanted instead of the lesson's build. */
  own = false;
  /** Why the file is none. */
  error: DeviceError | null = null;
  /** Rises with every choice, so that a file that was read too late is dropped. */
  #turn = 0;
  #fetching = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  wantOwn(own: boolean): void {
    this.chosen = null;
    this.error = null;
    this.own = own;
    this.#host.requestUpdate();
  }

  /** The lesson's build is there without a click. */
  wantLesson(project: string): void {
    if (!project || this.chosen || this.own || this.error || this.#fetching) return;
    this.#fetching = true;
    void this.#fetch(`${project}.bin`, (this.#turn += 1));
  }

  async #fetch(name: string, turn: number): Promise<void> {
    // A body that breaks off is as good as none.
    const bytes = await fetch(new URL(`firmware/${encodeURIComponent(name)}`, siteBase()))
      .then(async (answer) => (answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null))
      .catch(() => null);
    // What was chosen meanwhile stays.
    if (turn !== this.#turn) return;
    this.#fetching = false;
    if (bytes) this.chosen = { name, bytes };
    else this.error = new DeviceError('module_too_short', NOT_ON_SITE);
    this.#host.requestUpdate();
  }

  async take(file: File | undefined): Promise<void> {
    const turn = (this.#turn += 1);
    this.#fetching = false;
    this.error = null;
    this.chosen = null;
    if (file && file.size > MAX_MODULE_BYTES) this.error = new DeviceError('module_too_large', String(file.size));
    else if (file) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (turn !== this.#turn) return;
      this.chosen = { name: file.name, bytes };
    }
    this.#host.requestUpdate();
  }
}
