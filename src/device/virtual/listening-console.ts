// The console of a virtual board in listening mode, word by word as Device OS prints it, its YMODEM receiver behind it (spec/device.md §1.3, §1.4).
import { MAX_MODULE_BYTES } from '../../model/storage-limits.ts';
import { sleep, type DeviceClock } from '../device-clock.ts';
import { CAN, SOH, STX } from '../flash/ymodem-packet.ts';
import { receiveYmodem, type YmodemReception } from '../flash/ymodem-receiver.ts';
import { ByteInput } from '../serial/byte-channel.ts';
import type { VirtualBoard } from './virtual-board.ts';

/** A sector of flash is erased in this time, ms, before the first packet is acknowledged. */
const ERASE_MS = 10;
const SECTOR = 4_096;
const PAUSE_MS = 1_000;
/** For the last line to leave before USB disappears, ms. */
const FLUSH_MS = 100;
const REFUSE_MS = 100;

const FAILURES: Readonly<Record<'refused' | 'not_saved' | 'aborted' | 'failed', string>> = {
  refused: 'The file size is higher than the allowed space memory!',
  not_saved: 'Failed to save chunk!',
  aborted: 'Aborted by user.',
  failed: 'Failed to receive the file!',
};

export interface ConsoleOptions {
  clock: DeviceClock;
  /** Writes to the host, waiting for room. */
  print(bytes: Uint8Array): Promise<void>;
}

/** True for Device OS 6 and later: no receiver, no magic rate. */
export const isProtectedOs = (version: string): boolean => Number.parseInt(version, 10) >= 6;

export class ListeningConsole {
  readonly #input: ByteInput;
  /** A file is being received: bytes belong here even when the board left listening mode. */
  busy = false;

  constructor(
    private readonly board: VirtualBoard,
    private readonly options: ConsoleOptions,
  ) {
    this.#input = new ByteInput(options.clock);
    void this.#run();
  }

  /** What the host wrote while the board listens. */
  type(bytes: Uint8Array): void {
    this.#input.push(bytes.slice());
  }

  /** The board restarts: nothing that was begun goes on. */
  end(): void {
    this.#input.end();
  }

  #print(text: string): Promise<void> {
    return this.options.print(new TextEncoder().encode(text));
  }

  async #run(): Promise<void> {
    for (;;) {
      const byte = await this.#input.next(Infinity);
      if (byte === 'ended') return;
      if (typeof byte === 'number') await this.#handle(byte);
    }
  }

  async #handle(byte: number): Promise<void> {
    const { board } = this;
    if ((byte === SOH || byte === STX) && !isProtectedOs(board.os_version)) {
      this.#input.unread(byte);
      return this.#receive();
    }
    switch (String.fromCharCode(byte)) {
      case 'i':
        // Looks like a secret and is none: what a log must hide has to be there to be hidden.
        return this.#print(
          `Device ID: ${board.id}\r\nSerial Number: VIRT${board.id.slice(-11).toUpperCase()}\r\nDevice Secret: ${board.id.slice(8, 23).toUpperCase()}\r\n`,
        );
      case 'v':
        return this.#print(`system firmware version: ${board.os_version}\n\r\n`);
      case 'm':
        return this.#print(`Your device MAC address is\r\n02:${(board.id.slice(-10).match(/../g) ?? []).join(':').toUpperCase()}\r\n`);
      case 's':
        return this.#print(`${this.#systemInfo()}\r\n`);
      case 'c':
        return this.#print(`Device claimed: ${board.claimed ? 'yes' : 'no'}\r\n`);
      case 'd':
        return this.#print(`${JSON.stringify({ device: { power: { src: 'USB' }, system: { uptime: 0 } }, service: {} })}\r\n`);
      case 'f':
        await this.#print("Waiting for the binary file to be sent ... (press 'a' to abort)\r\n");
        return isProtectedOs(board.os_version) ? this.#refuse() : this.#receive();
      case 'w':
        // Device OS without Wi-Fi ignores the key, which looks like a console that hangs.
        return this.#print('There is no Wi-Fi on this board: it is online through your browser.\r\n');
      case 'L':
        return board.restartListening();
      case 'x':
        return board.leaveListening();
      default:
      // Unknown keys get no answer.
    }
  }

  #systemInfo(): string {
    const m = this.board.modules().map(({ s, l, vc, vv, u, f, n, v, d }) => ({ s, l, vc, vv, ...(u && { u }), f, n, v, d }));
    return JSON.stringify({ p: this.board.platform_id, m });
  }

  async #refuse(): Promise<void> {
    await sleep(this.options.clock, REFUSE_MS);
    await this.options.print(new Uint8Array(4).fill(CAN));
    await this.#print('Serial/YModem flashing is no longer supported\r\n');
  }

  async #receive(): Promise<void> {
    const { clock } = this.options;
    let file = new Uint8Array(0);
    let size = 0;
    let at = 0;
    this.busy = true;
    const end = await receiveYmodem(
      { input: this.#input, write: (bytes) => this.options.print(bytes) },
      {
        prepare: async (_name, wanted) => {
          if (wanted > MAX_MODULE_BYTES) return false;
          await sleep(clock, ERASE_MS * Math.ceil(wanted / SECTOR));
          size = wanted;
          at = 0;
          file = new Uint8Array(wanted);
          return true;
        },
        save: async (block) => {
          // A real board stores the padding too, and no more than it erased.
          if (at >= size) return false;
          file.set(block.subarray(0, size - at), at);
          at += block.length;
          return true;
        },
        finish: async () => {
          const answer = await this.board.install(file);
          return answer.ok ? 0 : answer.code;
        },
      },
    );
    await this.#farewell(end);
    this.busy = false;
  }

  async #farewell(end: YmodemReception): Promise<void> {
    const { clock } = this.options;
    switch (end.end) {
      case 'unplugged':
        return;
      case 'received':
        await this.#print(`\r\nDownloaded file successfully!\r\nName: ${end.name}\r\nSize: ${end.size} bytes\r\n`);
        await sleep(clock, PAUSE_MS);
        await this.#print('Restarting system to apply firmware update...\r\n');
        await sleep(clock, FLUSH_MS);
        if (!this.#input.ended) this.board.reset('flash');
        return;
      case 'invalid':
        return this.#print(`Validation failed: ${end.number}\r\n`);
      default:
        // Once more: the receiver has said it, and then the console says it.
        await this.options.print(Uint8Array.of(CAN, CAN));
        return this.#print(`${FAILURES[end.end]}\r\n`);
    }
  }
}
