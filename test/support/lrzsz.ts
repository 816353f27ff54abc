// Starts the real lrzsz programs for tests and benches: over pipes, and over a pseudo terminal. Only the receiver `rb` writes files.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/device/device-clock.ts';
import { ByteInput, type ByteChannel } from '../../src/device/serial/byte-channel.ts';

const there = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Why the tests with lrzsz cannot run here; false when they can. */
export const noLrzsz: string | false = there('rb') && there('sb') ? false : 'lrzsz is not installed (Debian: apt-get install lrzsz)';

export interface Receiver {
  channel: ByteChannel;
  process: ChildProcess;
  /** Resolves with the exit code; the program is ended after `ms`. */
  ended: Promise<number | null>;
  /** The file as the program stored it; null when there is none or only a part. */
  file(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** On the way to the receiver and back; each gives the bytes that really arrive. */
export interface Line {
  there?: (bytes: Uint8Array) => Uint8Array;
  back?: (bytes: Uint8Array) => Uint8Array;
}

interface ReceiverWish {
  /** Patience for a packet, tenths of a second. */
  tenths?: number;
  /** On a terminal made by `script`. */
  pty?: boolean;
  line?: Line;
}

/** `rb` in a folder of its own. */
export async function startReceiver({ tenths = 100, pty = false, line = {} }: ReceiverWish = {}): Promise<Receiver> {
  const folder = await mkdtemp(join(tmpdir(), 'pocket-rb-'));
  const rb = ['--quiet', '--timeout', String(tenths)];
  const [program, args] = pty
    ? ['script', ['--quiet', '--flush', '--return', '--command', `exec rb ${rb.join(' ')} 2>errors`, '/dev/null']]
    : ['rb', rb];
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const input = new ByteInput(systemClock);
  child.stdout.on('data', (bytes: Uint8Array) => input.push(line.back?.(bytes) ?? bytes));
  child.stdout.on('close', () => input.end());
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const write = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      child.stdin.write(line.there?.(bytes) ?? bytes, (error) => (error ? reject(error) : resolve()));
    });
  return {
    channel: { input, write },
    process: child,
    ended,
    file: async () => {
      const names = (await readdir(folder)).filter((name) => name !== 'errors');
      return names.length === 1 ? new Uint8Array(await readFile(join(folder, names[0] as string))) : null;
    },
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
