// The YMODEM receiver of Device OS 0.5 … 5.9 with its quirks, for the virtual port and for tests of senders (spec/device.md §1.4).
import type { ByteChannel, NoByte } from '../serial/byte-channel.ts';
import { ACK, CAN, EOT, LONG_BLOCK, NAK, PACKET_HEAD, PACKET_TAIL, SHORT_BLOCK, SOH, STX, WANT_CRC } from './ymodem-packet.ts';

export interface YmodemTarget {
  /** Erases room for `size` bytes, which takes seconds on real boards. False: too large, or updates are switched off. */
  prepare(name: string, size: number): Promise<boolean>;
  /** Called in order; the last one carries the padding too. False: could not be stored. */
  save(block: Uint8Array): Promise<boolean>;
  /** Checks and applies what was saved. 0, or the error number (-1330 …). */
  finish(): Promise<number>;
}

/** How a reception ended; the console prints a sentence for each. */
export type YmodemReception =
  | { end: 'received'; name: string; size: number }
  | { end: 'refused' | 'not_saved' | 'aborted' | 'failed' | 'unplugged' }
  | { end: 'invalid'; number: number };

const NAK_MS = 5_000;
const MAX_ERRORS = 5;
const MAX_NAME = 256;
const MAX_SIZE_DIGITS = 16;
const ABORT = new Set([0x41, 0x61]);
const PROBE = 0x20;

type Received = { packet: Uint8Array } | 'end' | 'cancel' | 'abort' | 'probe' | 'nothing' | 'unplugged';

/** A size that cannot be read is 0. */
function readHeader(data: Uint8Array): { name: string; size: number } {
  const nul = data.indexOf(0);
  const nameEnd = Math.min(nul < 0 ? data.length : nul, MAX_NAME);
  const space = data.indexOf(0x20, nameEnd + 1);
  const sizeEnd = Math.min(space < 0 ? data.length : space, nameEnd + 1 + MAX_SIZE_DIGITS);
  const text = new TextDecoder();
  const size = Number.parseInt(text.decode(data.subarray(nameEnd + 1, sizeEnd)), 10);
  return { name: text.decode(data.subarray(0, nameEnd)), size: Number.isFinite(size) ? size : 0 };
}

/** Receives one file. It never checks the CRC, asks with `C` only after 5 s, and wants every packet exactly once. */
export async function receiveYmodem(channel: ByteChannel, target: YmodemTarget): Promise<YmodemReception> {
  const { input } = channel;
  let header: { name: string; size: number } | null = null;
  let expected = 0;
  let errors = 0;

  const say = (...bytes: number[]): Promise<void> => channel.write(Uint8Array.from(bytes));

  const packetAfter = async (start: number): Promise<Received> => {
    const size = (start === STX ? LONG_BLOCK : SHORT_BLOCK) + PACKET_HEAD + PACKET_TAIL;
    const packet = new Uint8Array(size);
    packet[0] = start;
    for (let at = 1; at < size; at += 1) {
      const byte = input.take() ?? (await input.next(NAK_MS));
      if (typeof byte === 'string') return none(byte);
      packet[at] = byte;
    }
    return packet[1] === (~(packet[2] as number) & 0xff) ? { packet } : 'nothing';
  };

  const none = (why: NoByte): Received => (why === 'late' ? 'nothing' : 'unplugged');

  const receive = async (): Promise<Received> => {
    const byte = await input.next(NAK_MS);
    if (typeof byte === 'string') return none(byte);
    if (byte === SOH || byte === STX) return packetAfter(byte);
    if (byte === EOT) return 'end';
    if (byte === PROBE) return 'probe';
    if (ABORT.has(byte)) return 'abort';
    if (byte !== CAN) return 'nothing';
    return (await input.next(NAK_MS)) === CAN ? 'cancel' : 'nothing';
  };

  /** Null: go on. */
  const handle = async (packet: Uint8Array): Promise<YmodemReception | null> => {
    if (packet[1] !== (expected & 0xff)) {
      await say(NAK);
      return null;
    }
    const data = packet.subarray(PACKET_HEAD, packet.length - PACKET_TAIL);
    if (expected > 0) {
      if (!(await target.save(data))) {
        await say(CAN, CAN);
        return { end: 'not_saved' };
      }
      await say(ACK);
    } else if (data[0] !== 0) {
      header = readHeader(data);
      if (header.size === 0 || !(await target.prepare(header.name, header.size))) {
        await say(CAN, CAN);
        return { end: 'refused' };
      }
      await say(ACK, WANT_CRC);
    } else if (header) {
      // The last packet gets its answer when the module is applied.
      const number = await target.finish();
      await say(...(number === 0 ? [ACK] : [CAN, CAN]));
      return number === 0 ? { end: 'received', ...header } : { end: 'invalid', number };
    } else return { end: 'failed' };
    expected += 1;
    return null;
  };

  for (;;) {
    const got = await receive();
    if (got === 'unplugged') return { end: 'unplugged' };
    if (got === 'abort') {
      await say(CAN, CAN);
      return { end: 'aborted' };
    }
    if (got === 'nothing') {
      errors += 1;
      await say(WANT_CRC);
      if (errors <= MAX_ERRORS) continue;
      await say(CAN, CAN);
      return { end: 'failed' };
    }
    if (got === 'probe') {
      await say(ACK);
      continue;
    }
    errors = 0;
    if (got === 'cancel') {
      await say(ACK);
      return { end: 'failed' };
    }
    if (got === 'end') {
      await say(ACK);
      expected = 0;
      continue;
    }
    const ended = await handle(got.packet);
    if (ended) return ended;
  }
}
