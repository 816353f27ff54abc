// A serial port that breaks as a test says: unplugged at any moment, silent, hanging, flooding.
import type { PortInfo, PortLike, PortOpenOptions, PortSignals } from '../../src/device/serial/port-like.ts';
import { portEvent } from '../../src/device/serial/serial-provider.ts';
import type { Availability, SerialProvider } from '../../src/device/serial/serial-provider.ts';

type Step = 'open' | 'write' | 'close' | 'signals' | 'cancel';
const BORON: PortInfo = { usbVendorId: 0x2b04, usbProductId: 0xc00d };
const lost = (): DOMException => new DOMException('The device has been lost.', 'NetworkError');
const never = <T>(): Promise<T> => new Promise<T>(() => {});

export class FakePort extends EventTarget implements PortLike {
  readonly info: PortInfo;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  /** Steps that never end. */
  readonly hangs = new Set<Step>();
  /** Rates it was opened at, in order. */
  readonly rates: number[] = [];
  readonly signals: PortSignals[] = [];
  /** Everything that was written, as text. */
  written = '';
  /** Called after each write. */
  onWrite: (text: string) => void = () => {};
  /** False: opening fails as it does when the device is gone or another program has it. */
  there = true;
  modemLines = true;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(info: PortInfo = BORON) {
    super();
    this.info = info;
  }

  getInfo(): PortInfo {
    return this.info;
  }

  async open({ baudRate }: PortOpenOptions): Promise<void> {
    this.rates.push(baudRate);
    if (this.hangs.has('open')) return never();
    if (this.readable) throw new DOMException('The port is already open.', 'InvalidStateError');
    if (!this.there) throw new DOMException('Failed to open serial port.', 'NetworkError');
    this.#offer();
    this.writable = new WritableStream<Uint8Array>({
      write: async (bytes) => {
        if (this.hangs.has('write')) return never();
        if (!this.there) throw lost();
        const text = new TextDecoder().decode(bytes);
        this.written += text;
        this.onWrite(text);
      },
    });
  }

  /** A new stream, as after an overrun. */
  #offer(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      cancel: () => (this.hangs.has('cancel') ? never<void>() : undefined),
    });
  }

  async setSignals(signals: PortSignals): Promise<void> {
    if (this.hangs.has('signals')) return never();
    if (!this.modemLines) throw new DOMException('Failed to set control signals.', 'NetworkError');
    this.signals.push(signals);
  }

  async close(): Promise<void> {
    if (this.hangs.has('close')) return never();
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('Cannot cancel a locked stream');
    this.readable = null;
    this.writable = null;
  }

  print(text: string | Uint8Array): void {
    this.#controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }

  /** The cable is pulled, or the device resets. */
  lose(): void {
    this.there = false;
    this.readable = null;
    this.#controller?.error(lost());
  }

  /** An error after which the port goes on with a new stream. */
  stumble(name = 'BufferOverrunError'): void {
    const controller = this.#controller;
    this.#offer();
    controller?.error(new DOMException('Overrun', name));
  }
}

export class FakeProvider extends EventTarget implements SerialProvider {
  readonly kind = 'native';
  ports: PortLike[];
  answer: Availability = 'available';
  /** What the picker gives; null: it was closed. */
  picked: PortLike | null | Error = null;
  hangs = false;

  constructor(...ports: PortLike[]) {
    super();
    this.ports = ports;
  }

  availability(): Promise<Availability> {
    return this.hangs ? never() : Promise.resolve(this.answer);
  }
  getPorts(): Promise<PortLike[]> {
    return this.hangs ? never() : Promise.resolve([...this.ports]);
  }
  async requestPort(): Promise<PortLike | null> {
    if (this.picked instanceof Error) throw this.picked;
    return this.picked;
  }
  plug(port: PortLike): void {
    this.ports.push(port);
    this.dispatchEvent(portEvent('connect', port));
  }
  unplug(port: FakePort): void {
    this.ports = this.ports.filter((one) => one !== port);
    port.lose();
    this.dispatchEvent(portEvent('disconnect', port));
  }
}
