// The USB plug of a virtual board: magic rates, listening mode, re-enumeration, lost output (spec/device.md §1, §9).
import type { DeviceClock } from '../device-clock.ts';
import { PARTICLE_VENDOR } from '../serial/port-like.ts';
import { isProtectedOs, ListeningConsole } from './listening-console.ts';
import { SerialFifo } from './serial-fifo.ts';
import type { VirtualBoard, VirtualBoardEvents } from './virtual-board.ts';
import { VirtualSerialPort, type PortWire } from './virtual-serial-port.ts';

const DFU_RATE = 14_400;
const LISTENING_RATE = 28_800;
/** Product id of a running board: this plus the platform. */
const CDC_PRODUCT = 0xc000;

export interface VirtualUsbOptions {
  clock: DeviceClock;
  /** True: the port object survives a restart, as in Firefox. Default: a new one each time, as in Chromium. */
  samePort?: boolean;
}

/** Events `connect` and `disconnect`: CustomEvent<{ port: VirtualSerialPort }>. One plug for each board. */
export class VirtualUsb extends EventTarget {
  readonly #fifo: SerialFifo;
  #console: ListeningConsole;
  #port: VirtualSerialPort | null = null;
  #last: VirtualSerialPort | null = null;
  #plugged = true;

  constructor(
    readonly board: VirtualBoard,
    private readonly options: VirtualUsbOptions,
  ) {
    super();
    this.#fifo = new SerialFifo(options.clock);
    this.#console = this.#newConsole();
    board.host = this.#fifo;
    const on = <Type extends keyof VirtualBoardEvents>(type: Type, listener: (event: VirtualBoardEvents[Type]) => void): void =>
      board.addEventListener(type, listener as EventListener);
    // Muted in listening mode: a log handler returns early there (spec §0).
    on('serial', ({ detail }) => {
      if (!board.listening) this.#fifo.print(detail);
    });
    on('reset', () => this.#vanish());
    on('boot', () => this.#appear());
    on('change', () => {
      if (!board.power) this.#vanish();
    });
    if (board.power) this.#appear();
  }

  /** The port as it is now; null while the board restarts, is off or unplugged. */
  get port(): VirtualSerialPort | null {
    return this.#port;
  }

  /** Pulls the cable. The board runs on. */
  unplug(): void {
    this.#plugged = false;
    this.#disappear();
  }

  plug(): void {
    this.#plugged = true;
    if (this.board.power) this.#appear();
  }

  #newConsole(): ListeningConsole {
    return new ListeningConsole(this.board, { clock: this.options.clock, print: (bytes) => this.#fifo.printAll(bytes) });
  }

  /** The board stopped: with the port goes all that its console was doing. */
  #vanish(): void {
    this.#console.end();
    this.#console = this.#newConsole();
    this.#disappear();
  }

  #disappear(): void {
    const port = this.#port;
    if (!port) return;
    this.#port = null;
    port.lose();
    this.#tell('disconnect', port);
  }

  #appear(): void {
    if (this.#port || !this.#plugged) return;
    const wire = this.#wire();
    const port = this.options.samePort && this.#last ? this.#last : new VirtualSerialPort(wire);
    port.regain(wire);
    this.#port = port;
    this.#last = port;
    this.#tell('connect', port);
  }

  #tell(type: 'connect' | 'disconnect', port: VirtualSerialPort): void {
    port.dispatchEvent(new Event(type));
    this.dispatchEvent(new CustomEvent(type, { detail: { port } }));
  }

  #wire(): PortWire {
    const { board } = this;
    return {
      info: { usbVendorId: PARTICLE_VENDOR, usbProductId: CDC_PRODUCT | board.platform_id },
      opened: (rate) => this.#opened(rate),
      listen: (take) => this.#fifo.connect(take),
      wanted: () => this.#fifo.wanted(),
      written: (bytes) => {
        if (board.listening || this.#console.busy) this.#console.type(bytes);
        else board.serialInput(bytes.slice());
      },
    };
  }

  #opened(rate: number | null): void {
    const { board, options } = this;
    // After the open has ended: the host sees it succeed, then the device acts.
    const then = (act: () => void): void => void options.clock.after(0, act);
    if (rate === DFU_RATE) then(() => board.reset('serial'));
    if (rate === LISTENING_RATE && !board.listening && !isProtectedOs(board.os_version)) then(() => board.enterListening());
  }
}
