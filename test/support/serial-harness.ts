// Chromium's own Web Serial without hardware: pseudo terminals that it takes for USB boards (spec/device.md §7). Root on Linux only.
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './find-chromium.mjs';

const SCRIPT = fileURLToPath(new URL('serial-harness.py', import.meta.url));

const whyNot = (): string | false => {
  if (process.platform !== 'linux') return 'it makes pseudo terminals of Linux';
  if (process.getuid?.() !== 0) return 'it needs root for a mount namespace and a udev message';
  if (spawnSync('python3', ['--version'], { stdio: 'ignore' }).error) return 'it needs python3';
  if (spawnSync('nsenter', ['--version'], { stdio: 'ignore' }).error) return 'it needs nsenter';
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/run'], { stdio: 'ignore' }).status === 0
    ? false
    : 'this container forbids mount namespaces';
};

/** Why Web Serial cannot be tested here; false when it can. */
export const noSerialHarness = whyNot();

export interface PtyBoard {
  /** Called with what the page wrote. */
  onBytes: (bytes: Uint8Array) => void;
  /** Called when the page opened the port at another rate. */
  onRate: (baud: number) => void;
  write(bytes: Uint8Array | string): void;
  /** Pulls the cable. */
  remove(): void;
}

export interface SerialHarness {
  browser: Browser;
  /** Plugs a board in: Chromium fires `connect`. `name` is `ttyACM0` …; one that was removed may come again. */
  add(name: string, ids?: { vendor?: string; product?: string; serial?: string }): PtyBoard;
  close(): Promise<void>;
}

/** `origin` gets every Particle device by policy: `getPorts()` has them, no picker is needed. */
export async function startSerialHarness(origin: string): Promise<SerialHarness> {
  const boards = new Map<string, PtyBoard>();
  const child = spawn('unshare', ['--mount', 'python3', SCRIPT, origin], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const say = (order: Record<string, unknown>): void => void child.stdin.write(`${JSON.stringify(order)}\n`);
  await new Promise<void>((resolve, reject) => {
    void gone.then(() => reject(new Error('The serial harness did not start.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { ready, name, data, baud } = JSON.parse(line) as { ready?: boolean; name: string; data?: string; baud?: number };
      if (ready) resolve();
      const board = boards.get(name);
      if (baud !== undefined) board?.onRate(baud);
      if (data !== undefined) board?.onBytes(Buffer.from(data, 'base64'));
    });
  });
  // The browser lives in the namespace too; `unshare` became the script, so its process id is the namespace's.
  const folder = await mkdtemp(join(tmpdir(), 'pocket-serial-'));
  const start = join(folder, 'chromium');
  await writeFile(start, `#!/bin/sh\nexec nsenter --target ${child.pid} --mount -- ${await findChromium()} "$@"\n`);
  await chmod(start, 0o755);
  const browser = await puppeteer.launch({ executablePath: start, args: CHROMIUM_ARGS });
  return {
    browser,
    add: (name, ids = {}) => {
      const board: PtyBoard = {
        onBytes: () => {},
        onRate: () => {},
        write: (bytes) => say({ op: 'write', name, data: Buffer.from(bytes as string).toString('base64') }),
        remove: () => {
          boards.delete(name);
          say({ op: 'remove', name });
        },
      };
      boards.set(name, board);
      say({ op: 'add', name, ...ids });
      return board;
    },
    close: async () => {
      await browser.close();
      child.stdin.end();
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
