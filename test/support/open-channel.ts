// Opens a port for a test and gives the bytes as the session would.
import type { DeviceClock } from '../../src/device/device-clock.ts';
import { ByteInput, type ByteChannel } from '../../src/device/serial/byte-channel.ts';
import type { PortLike } from '../../src/device/serial/port-like.ts';

export interface OpenChannel extends ByteChannel {
  /** Everything that was read so far, as text. */
  readonly text: string;
  /** Sizes of the chunks, in order. */
  readonly chunks: readonly number[];
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openChannel(port: PortLike, clock: DeviceClock, baudRate = 115_200): Promise<OpenChannel> {
  await port.open({ baudRate, bufferSize: 16_384 });
  const reader = port.readable!.getReader();
  const writer = port.writable!.getWriter();
  const input = new ByteInput(clock);
  const decoder = new TextDecoder();
  const chunks: number[] = [];
  let text = '';
  const pump = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !value) return;
      chunks.push(value.length);
      text += decoder.decode(value, { stream: true });
      input.push(value);
    }
  };
  const pumping = pump()
    .catch(() => {})
    .finally(() => input.end());
  return {
    input,
    chunks,
    get text() {
      return text;
    },
    write: (bytes) => writer.write(bytes),
    type: (given) => writer.write(new TextEncoder().encode(given)),
    close: async () => {
      await reader.cancel().catch(() => {});
      await pumping;
      reader.releaseLock();
      writer.releaseLock();
      await port.close();
    },
  };
}
