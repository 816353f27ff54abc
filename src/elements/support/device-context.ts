// Brings the devices of the page to an element.
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DeviceDesk } from './device-desk.ts';
import { deviceContext } from './device-source.ts';
import type { DeviceDeskSource } from './device-source.ts';

/** Brings the page's devices to one element, and draws it again when something about them changes. */
export class DeviceDeskController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #ready: (desk: DeviceDesk) => void;
  #connected = false;
  #desk: DeviceDesk | null = null;
  /** The device side could not be loaded: the network is gone, or the version is. */
  failed = false;
  readonly #changed = (): void => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost & HTMLElement, ready: (desk: DeviceDesk) => void = () => {}) {
    this.#host = host;
    this.#ready = ready;
    host.addController(this);
    new ContextConsumer(host as never, {
      context: deviceContext,
      subscribe: true,
      callback: (source) => void this.#load(source),
    });
  }

  /** Null until it is loaded. */
  get desk(): DeviceDesk | null {
    return this.#desk;
  }

  async #load(source: DeviceDeskSource | undefined): Promise<void> {
    if (!source || this.#desk) return;
    try {
      this.#desk = await source();
      if (this.#connected) this.#attach(this.#desk);
    } catch (error) {
      this.failed = true;
      reportError(error);
    }
    this.#changed();
  }

  #attach(desk: DeviceDesk): void {
    desk.addEventListener('change', this.#changed);
    this.#ready(desk);
  }

  hostConnected(): void {
    this.#connected = true;
    if (this.#desk) this.#attach(this.#desk);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#desk?.removeEventListener('change', this.#changed);
  }
}
