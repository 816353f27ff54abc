// A board behind a pseudo terminal: Device OS's console in front of the real lrzsz `rb`, which receives and stores the file.
import { systemClock } from '../../src/device/device-clock.ts';
import { ListeningConsole } from '../../src/device/virtual/listening-console.ts';
import { FakeBoard } from './fake-board.ts';
import { startReceiver, type Receiver } from './lrzsz.ts';
import type { PtyBoard, SerialHarness } from './serial-harness.ts';

const EOT = 4;
const WANT_CRC = 0x43;
const LOG_MS = 50;
const LISTENING_RATE = 28_800;

export class RbBoard {
  readonly board: FakeBoard;
  /** Rates the port was opened at, in order. */
  readonly rates: number[] = [];
  /** What the page wrote outside listening mode. */
  heard = '';
  /** Bytes of a transfer so far. */
  received = 0;
  /** Called while a transfer runs. */
  onReceived: (bytes: number) => void = () => {};
  #pty: PtyBoard;
  #console!: ListeningConsole;
  #receiver: Promise<Receiver>;
  #transfer: 'none' | 'running' = 'none';
  /** After EOT `rb` throws away what comes before it asks for the next file; a board does not. */
  #held: Uint8Array[] | null = null;
  #boots = 0;
  readonly #log: NodeJS.Timeout;

  constructor(
    private readonly harness: SerialHarness,
    private readonly name = 'ttyACM0',
  ) {
    this.board = new FakeBoard(systemClock);
    Object.assign(this.board, { platform_id: 13 });
    this.#receiver = startReceiver();
    this.#pty = this.#plug();
    let uptime = 0;
    this.#log = setInterval(() => {
      uptime += LOG_MS;
      if (!this.board.listening) this.#pty.write(`${String(uptime).padStart(10, '0')} [app] INFO: boot ${this.#boots}, 21.5 °C\r\n`);
    }, LOG_MS);
  }

  #plug(): PtyBoard {
    const pty = this.harness.add(this.name, { product: 'c00d', serial: this.board.id });
    this.#boots += 1;
    this.board.listening = false;
    this.#transfer = 'none';
    this.#console = new ListeningConsole(this.board, { clock: systemClock, print: async (bytes) => pty.write(bytes) });
    pty.onRate = (baud) => {
      this.rates.push(baud);
      if (baud !== LISTENING_RATE || this.board.listening) return;
      pty.write('0000009999 [system.listen] INFO: Entering listening mode\r\n');
      this.board.listening = true;
    };
    pty.onBytes = (bytes) => void this.#hear(bytes);
    return pty;
  }

  async #hear(bytes: Uint8Array): Promise<void> {
    if (this.#transfer === 'running') return this.#pass(bytes);
    if (!this.board.listening) this.heard += new TextDecoder().decode(bytes);
    else if (bytes.length === 1 && bytes[0] === 'f'.charCodeAt(0)) await this.#receive();
    else this.#console.type(bytes);
  }

  async #pass(bytes: Uint8Array): Promise<void> {
    this.received += bytes.length;
    this.onReceived(this.received);
    if (this.#held) {
      this.#held.push(bytes);
      return;
    }
    if (bytes.length === 1 && bytes[0] === EOT) this.#held = [];
    await (await this.#receiver).channel.write(bytes).catch(() => {});
  }

  /** `rb` has been asking since the board was plugged in; the page is answered as Device OS does. */
  async #receive(): Promise<void> {
    const receiver = await this.#receiver;
    const pty = this.#pty;
    const { input } = receiver.channel;
    for (let byte = await input.next(3_000); byte !== WANT_CRC; byte = await input.next(3_000)) if (byte === 'ended') return;
    while (input.take() !== null);
    this.#transfer = 'running';
    this.received = 0;
    pty.write("Waiting for the binary file to be sent ... (press 'a' to abort)\r\n");
    for (;;) {
      const byte = await input.next(Infinity);
      if (typeof byte === 'string') break;
      if (byte === WANT_CRC && this.#held) {
        const held = this.#held.splice(0);
        this.#held = null;
        for (const bytes of held) await receiver.channel.write(bytes);
      } else pty.write(Uint8Array.of(byte));
    }
    if ((await receiver.ended) === 0 && pty === this.#pty) await this.#apply(receiver);
    await receiver.close();
    this.#receiver = startReceiver();
  }

  async #apply(receiver: Receiver): Promise<void> {
    const file = await receiver.file();
    this.board.installed = file;
    this.#pty.write(`\r\nDownloaded file successfully!\r\nName: binary\r\nSize: ${file?.length} bytes\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    this.#pty.write('Restarting system to apply firmware update...\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.restart();
  }

  /** USB goes and comes back: another port object for the page. */
  restart(afterMs = 300): void {
    this.#pty.remove();
    if (this.#transfer === 'running') void this.#receiver.then(({ process }) => process.kill());
    setTimeout(() => (this.#pty = this.#plug()), afterMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#log);
    await (await this.#receiver).close();
  }
}
