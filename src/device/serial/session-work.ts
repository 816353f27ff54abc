// What a session does with its device beside reading it: one thing at a time, each can be called off, and afterwards the log runs again.
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import { LOG_RATE } from './port-connection.ts';
import type { SessionPort } from './session-port.ts';

/** The session, as its work sees it. */
export interface WorkOwner {
  begun(): void;
  /** Why the work stopped. */
  failed(error: DeviceError): void;
  /** The port is as it is for a log; restarts that the work asked for are forgiven. */
  settled(): void;
  ended(state: 'logging' | 'idle' | null): void;
}

export class SessionWork {
  readonly #port: SessionPort;
  readonly #owner: WorkOwner;
  #running: AbortController | null = null;

  constructor(port: SessionPort, owner: WorkOwner) {
    this.#port = port;
    this.#owner = owner;
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  cancel(): void {
    this.#running?.abort(new DeviceError('flash_cancelled'));
  }

  /** True when it came to its end. Throws `session_busy`, and nothing that `work` throws. */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.busy) throw new DeviceError('session_busy');
    const { life, link } = this.#port;
    const running = new AbortController();
    this.#running = running;
    this.#owner.begun();
    let done = false;
    try {
      await work(running.signal);
      done = true;
    } catch (error) {
      if (!isDeviceError(error)) reportError(error);
      this.#owner.failed(isDeviceError(error) ? error : new DeviceError('port_lost', String(error)));
    }
    if (!life.aborted) {
      if (link.isOpen) await link.reopen(LOG_RATE, life).catch(() => {});
      this.#owner.settled();
      this.#running = null;
      if (link.isOpen) this.#owner.ended('logging');
      else if (this.#port.wanted) await this.#port.comeBack();
      else this.#owner.ended('idle');
    }
    this.#running = null;
    this.#owner.ended(null);
    return done;
  }
}
