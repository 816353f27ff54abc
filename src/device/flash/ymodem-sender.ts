// Sends one file by YMODEM: to Device OS 0.5 … 5.9 with its quirks, or to any receiver that keeps to the protocol (spec/device.md §1.4, §6).
import { DeviceError } from '../../model/device-error.ts';
import { sleep, type DeviceClock } from '../device-clock.ts';
import type { ByteChannel } from '../serial/byte-channel.ts';
import { ACK, CAN, dataPacket, EOT, headerPacket, lastPacket, LONG_BLOCK, NAK, SHORT_BLOCK, WANT_CRC } from './ymodem-packet.ts';
import { refusalFrom } from './ymodem-refusal.ts';

export interface TransferProgress {
  /** `erase`: the device makes room (seconds). `apply`: all is sent, the device checks and installs it; this cannot be undone. */
  stage: 'erase' | 'send' | 'apply';
  /** Bytes of the file that the device has acknowledged. */
  sent: number;
  total: number;
}

export interface YmodemOptions {
  clock: DeviceClock;
  /** `device-os` printed "Waiting…" and is sent to at once: its own `C` comes after 5 s only. `standard` asks with `C` (lrzsz). */
  receiver: 'device-os' | 'standard';
  /** As the receiver shows it; at most 100 bytes. */
  name?: string;
  /** 1024, or 128 for old or noisy lines. */
  block?: typeof SHORT_BLOCK | typeof LONG_BLOCK;
  /** Pause before each packet, ms: for ttys that flush after they answered. Not needed on USB. */
  turnaround?: number;
  /** Stops the transfer at any stage; what was thrown tells how far it was. */
  signal?: AbortSignal;
  onProgress?: (progress: TransferProgress) => void;
}

export interface YmodemResult {
  /** False when the port went away before the last acknowledgement: a device that restarts does that. Ask it for its hash. */
  confirmed: boolean;
  /** What the device printed around the transfer. */
  text: string;
}

/** Ms to wait for an answer (spec/device.md §6): erasing and applying take a device long. */
const START_MS = 60_000;
const HEADER_MS = 30_000;
/** Longer than the 10 s after which lrzsz asks again: when both ask at once, each throws the other's bytes away as stale. */
const DATA_MS = 11_000;
const EOT_MS = 11_000;
const APPLY_MS = 75_000;
/** The `C` after an acknowledgement. It may be lost; the receiver wants the block all the same. */
const READY_MS = 3_000;
const NEXT_FILE_MS = 10_000;
/** Silence after which a text is complete; Device OS pauses 1 s before its last line. */
const QUIET_MS = 500;
const FAREWELL_MS = 1_500;
/** Silence between the answers to one packet and the next, and the longest wait for it. */
const PURGE_MS = 100;
const PURGE_MOST_MS = 2_000;
const MAX_TRIES = 10;
const MAX_TEXT = 4_096;

type Reply = 'ack' | 'nak' | 'ready' | 'refused' | 'late' | 'ended' | 'aborted';

/**
 * Sends `file`. Throws DeviceError: flash_cancelled, flash_no_answer, flash_noisy, port_lost, and what the device said (`ymodem-refusal.ts`);
 * after the last packet an abort is `flash_not_proven`, because the device goes on by itself.
 */
export async function sendYmodem(channel: ByteChannel, file: Uint8Array, options: YmodemOptions): Promise<YmodemResult> {
  const { clock, receiver, name = 'binary', block = LONG_BLOCK, turnaround = 0, signal } = options;
  const { input } = channel;
  const deviceOs = receiver === 'device-os';
  let text = '';
  let confirmed = true;

  const keep = (byte: number): void => {
    if (text.length >= MAX_TEXT) text = text.slice(MAX_TEXT / 2);
    text += String.fromCharCode(byte);
  };

  /** Ends a wait early: the person's abort, or a write that failed. */
  const wake = new AbortController();
  const abort = (): void => wake.abort();
  let writing = 0;
  let broken = false;

  /** Sends without waiting: a device that hangs takes no bytes either, and the wait for its answer ends anyway. */
  const write = (bytes: Uint8Array): void => {
    writing += 1;
    channel.write(bytes).then(
      () => (writing -= 1),
      () => {
        broken = true;
        wake.abort();
      },
    );
  };

  /** Waits for the next answer; everything that is none is text. One CAN alone is noise. */
  const reply = async (ms: number): Promise<Reply> => {
    let left = ms;
    let end: number | null = null;
    let cans = 0;
    for (;;) {
      const byte = input.take() ?? (await input.next(left, wake.signal));
      if (typeof byte === 'string') return byte === 'aborted' && broken ? 'ended' : byte;
      if (byte === ACK) return 'ack';
      if (byte === NAK) return 'nak';
      if (byte === WANT_CRC) return 'ready';
      cans = byte === CAN ? cans + 1 : 0;
      if (cans === 2) return 'refused';
      if (cans === 0) keep(byte);
      end ??= clock.now() + ms;
      left = end - clock.now();
    }
  };

  /** Collects text until it is quiet. */
  const listen = async (ms: number): Promise<void> => {
    const end = clock.now() + 2 * ms + 1_000;
    for (;;) {
      const byte = await input.next(Math.min(ms, end - clock.now()));
      if (typeof byte === 'string' || clock.now() > end) return;
      if (byte > CAN || byte === 0x0a || byte === 0x0d) keep(byte);
    }
  };

  /** Sends after throwing away stale answers: one of an earlier packet would count for this one. */
  const send = async (bytes: Uint8Array): Promise<void> => {
    if (turnaround > 0) await sleep(clock, turnaround);
    let cans = 0;
    for (let byte = input.take(); byte !== null; byte = input.take()) {
      cans = byte === CAN ? cans + 1 : 0;
      if (cans === 2) return fail('refused');
      if (byte > CAN && byte !== WANT_CRC) keep(byte);
    }
    if (signal?.aborted) return fail('aborted');
    write(bytes);
  };

  /** After a refusal: waits until no more answers come, so that the next one belongs to the next packet. */
  const purge = async (): Promise<void> => {
    const end = clock.now() + PURGE_MOST_MS;
    let cans = 0;
    while (clock.now() < end) {
      const byte = await input.next(PURGE_MS, wake.signal);
      if (byte === 'late') return;
      if (typeof byte === 'string') return fail(byte === 'aborted' && broken ? 'ended' : byte);
      cans = byte === CAN ? cans + 1 : 0;
      if (cans === 2) return fail('refused');
    }
  };

  /** Tells the receiver to stop; two are enough for Device OS, lrzsz likes more. Never waits for a port that hangs. */
  const sayCancel = async (): Promise<void> => {
    const written = channel.write(new Uint8Array(8).fill(CAN)).catch(() => {});
    await Promise.race([written, sleep(clock, QUIET_MS)]);
    await listen(QUIET_MS);
  };

  const fail = async (why: Reply): Promise<never> => {
    if (why === 'ended') throw new DeviceError('port_lost', 'The port closed during the transfer.');
    if (why === 'refused') {
      text = '';
      await listen(QUIET_MS);
      throw refusalFrom(text);
    }
    await sayCancel();
    if (why === 'aborted') throw new DeviceError('flash_cancelled');
    throw why === 'late' ? new DeviceError('flash_no_answer') : new DeviceError('flash_noisy');
  };

  const progress = (stage: TransferProgress['stage'], sent: number): void => options.onProgress?.({ stage, sent, total: file.length });

  /** Sends a packet until it is acknowledged. `known`: `C` says that the packet did not arrive. */
  const deliver = async (packet: Uint8Array, ms: number, known: { readyMeansAgain: boolean; again: boolean }): Promise<void> => {
    let unsure = false;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      await send(packet);
      let got = await reply(ms);
      // Device OS: one `C` may have crossed our packet; a second one, 5 s later, means that it waits.
      if (got === 'ready' && !known.readyMeansAgain) got = await reply(ms);
      if (got === 'ack') return;
      if (got === 'nak' && deviceOs && unsure) return; // It has this packet: a duplicate is refused for ever (§1.4).
      if (got === 'late' && (!known.again || writing > 0)) return fail(got);
      if (got !== 'nak' && got !== 'late' && got !== 'ready') return fail(got);
      unsure = got !== 'nak';
      if (got !== 'late') await purge();
    }
    return fail('nak');
  };

  const sendHeader = async (): Promise<void> => {
    if (!deviceOs) {
      let got = await reply(START_MS);
      while (got === 'ack' || got === 'nak') got = await reply(START_MS);
      if (got !== 'ready') return fail(got);
    }
    progress('erase', 0);
    await deliver(headerPacket(name, file.length), HEADER_MS, { readyMeansAgain: !deviceOs, again: false });
    const got = await reply(READY_MS);
    if (got === 'refused' || got === 'ended' || got === 'aborted') return fail(got);
  };

  const sendData = async (): Promise<void> => {
    progress('send', 0);
    let from = 0;
    let packet = dataPacket(1, file, from, block);
    for (let number = 1; from < file.length; number += 1) {
      const size = packet.length - 5;
      const next = from + size;
      const current = packet;
      // The first data packet is asked for with `C` again where others get a NAK (lrzsz).
      const done = deliver(current, DATA_MS, { readyMeansAgain: true, again: true });
      // Made while the receiver is busy with this one.
      if (next < file.length) packet = dataPacket(number + 1, file, next, block);
      await done;
      from = next;
      progress('send', Math.min(from, file.length));
    }
  };

  const sendEnd = async (): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      if (tries === MAX_TRIES) return fail('nak');
      await send(Uint8Array.of(EOT));
      const got = await reply(EOT_MS);
      if (got === 'ack') break;
      if (got !== 'nak' && got !== 'late' && got !== 'ready') return fail(got);
      if (got !== 'late') await purge();
    }
    // Device OS asks for nothing here; others do, and look for the next header only then.
    if (deviceOs) return;
    const got = await reply(NEXT_FILE_MS);
    if (got === 'refused' || got === 'ended' || got === 'aborted') return fail(got);
  };

  /** The receiver may reset or flush its own last answer: an end is a success to be proven otherwise. Device OS applies once: never twice. */
  const finish = async (): Promise<void> => {
    await send(lastPacket());
    progress('apply', file.length);
    for (let tries = 1; ; tries += 1) {
      const got = await reply(deviceOs ? APPLY_MS : EOT_MS);
      if (got === 'ack') return;
      if (got === 'refused') return fail(got);
      if (got === 'aborted') throw new DeviceError('flash_not_proven', 'Stopped while the device applied the file.');
      if (got === 'ended' || (got === 'late' && !deviceOs)) {
        confirmed = false;
        return;
      }
      if (got === 'late') throw new DeviceError('flash_no_answer', 'No answer to the last packet.');
      if (deviceOs) continue;
      if (tries === MAX_TRIES) return fail('nak');
      await send(lastPacket());
    }
  };

  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    await sendHeader();
    await sendData();
    await sendEnd();
    text = '';
    await finish();
    if (deviceOs && confirmed) await listen(FAREWELL_MS);
    // An answer that came late may have looked like the last one: the words decide.
    if (/failed/i.test(text)) throw refusalFrom(text);
    return { confirmed, text: text.trim() };
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
