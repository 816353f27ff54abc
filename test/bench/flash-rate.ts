// A flash by YMODEM beside lrzsz's own sender `sb --1k`: the same receiver `rb`, the same pipes, in turn.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/device/device-clock.ts';
import { sendYmodem } from '../../src/device/flash/ymodem-sender.ts';
import { ByteInput } from '../../src/device/serial/byte-channel.ts';
import { compare, median, type Compared } from './compare.ts';

const SIZE = 16 * 1024 * 1024;

interface FlashBench {
  /** Ms from the start of `rb` to its end for `size` bytes. Both senders run already. Throws when a byte is wrong. */
  time(name: 'cloud' | 'raw', size: number): Promise<number>;
  close(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}.`))));
  });

const openFlashBench = async (): Promise<FlashBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'pocket-flash-'));
  const [down, up] = [join(folder, 'down'), join(folder, 'up')];
  spawnSync('mkfifo', [down, up]);
  const source = join(folder, 'module.bin');

  /** Read and write, so that opening waits for nobody; closed when the receiver is gone. */
  const openPipes = () => ({ down: openSync(down, constants.O_RDWR), up: openSync(up, constants.O_RDWR) });

  const receive = (pipes: { down: number; up: number }): { child: ChildProcess; into: string } => {
    const into = join(folder, 'received');
    spawnSync('mkdir', ['-p', into]);
    return { child: spawn('rb', ['--quiet', '--overwrite'], { cwd: into, stdio: [pipes.down, pipes.up, 'ignore'] }), into };
  };

  const ours = async (file: Uint8Array, pipes: { down: number; up: number }): Promise<void> => {
    const input = new ByteInput(systemClock);
    const fd = openSync(up, constants.O_RDONLY | constants.O_NONBLOCK);
    // One buffer for all: Node would take 64 KiB for every answer of one byte.
    const onread = {
      buffer: Buffer.alloc(4096),
      callback: (length: number, bytes: Uint8Array) => (input.push(bytes.slice(0, length)), true),
    };
    const options = { fd, readable: true, writable: false, onread };
    const answers = new Socket(options);
    answers.resume();
    const write = async (bytes: Uint8Array): Promise<void> => void writeSync(pipes.down, bytes);
    await sendYmodem({ input, write }, file, { clock: systemClock, receiver: 'standard', name: 'module.bin' });
    answers.destroy();
  };

  return {
    time: async (name, size) => {
      const file = Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 9)) & 0xff);
      await writeFile(source, file);
      const pipes = openPipes();
      const sender = name === 'raw' ? spawn('sb', ['--1k', '--quiet', source], { stdio: [pipes.up, pipes.down, 'ignore'] }) : null;
      const sent = sender ? ended(sender) : ours(file, pipes);
      const start = performance.now();
      const { child, into } = receive(pipes);
      await Promise.all([ended(child), sent]);
      const ms = performance.now() - start;
      for (const fd of Object.values(pipes)) closeSync(fd);
      const received = await readFile(join(into, 'module.bin'));
      if (received.compare(file) !== 0) throw new Error(`${name}: ${received.length} bytes of ${size} arrived, or other ones.`);
      return ms;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

/** `whole`: ms for 16 MiB. `net`: MB/s of it without what `rb` waits even for an empty file, which is nobody's speed. */
export const flashRate = async (): Promise<{ whole: Compared; net: Compared }> => {
  const bench = await openFlashBench();
  const waits = await compare(3, 0, (name) => bench.time(name, 0));
  const warm = 1;
  const times = { cloud: [] as number[], raw: [] as number[] };
  const whole = await compare(5, warm, async (name) => {
    const ms = await bench.time(name, SIZE);
    times[name].push(ms);
    return ms;
  });
  await bench.close();
  const rates = (name: 'cloud' | 'raw'): number[] => times[name].slice(warm).map((ms) => SIZE / 1000 / Math.max(ms - waits[name], 1));
  const [cloud, raw] = [rates('cloud'), rates('raw')];
  return { whole, net: { cloud: median(cloud), raw: median(raw), ratio: median(cloud.map((rate, at) => rate / raw[at]!)) } };
};
