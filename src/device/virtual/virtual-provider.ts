// The port of one virtual board, offered as a browser offers the ports of real ones; nobody has to allow it.
import { portEvent, type SerialProvider } from '../serial/serial-provider.ts';
import type { PortLike } from '../serial/port-like.ts';
import { VirtualUsb, type VirtualUsbOptions } from './virtual-usb.ts';
import type { VirtualBoard } from './virtual-board.ts';

export class VirtualProvider extends EventTarget implements SerialProvider {
  readonly kind = 'virtual';
  readonly #usb: VirtualUsb;

  constructor(board: VirtualBoard, options: VirtualUsbOptions) {
    super();
    this.#usb = new VirtualUsb(board, options);
    for (const type of ['connect', 'disconnect'] as const)
      this.#usb.addEventListener(type, (event) =>
        this.dispatchEvent(portEvent(type, (event as CustomEvent<{ port: PortLike }>).detail.port)),
      );
  }

  async availability(): Promise<'available'> {
    return 'available';
  }

  async getPorts(): Promise<PortLike[]> {
    return this.#usb.port ? [this.#usb.port] : [];
  }

  async requestPort(): Promise<PortLike | null> {
    return this.#usb.port;
  }
}
