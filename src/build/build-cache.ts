// Results of the build that cost time, kept under the hash of what they were made from: `node_modules/.cache/pocket-firmware`.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Several checkouts of history are worth keeping, not all: files beyond this many, the oldest first, are deleted. */
const KEEP = 60;

export interface BuildCache {
  get(name: string): Buffer | null;
  put(name: string, bytes: Uint8Array): void;
}

export function buildCache(root: string): BuildCache {
  const folder = join(root, 'node_modules/.cache/pocket-firmware');
  const prune = (): void => {
    const ages = readdirSync(folder).map((name) => ({ path: join(folder, name), age: statSync(join(folder, name)).mtimeMs }));
    for (const { path } of ages.sort((a, b) => b.age - a.age).slice(KEEP)) rmSync(path, { force: true });
  };
  return {
    get(name) {
      const path = join(folder, name);
      try {
        const bytes = readFileSync(path);
        utimesSync(path, new Date(), new Date());
        return bytes;
      } catch {
        return null;
      }
    },
    put(name, bytes) {
      mkdirSync(folder, { recursive: true });
      // Another build may run at the same time: it sees the whole file or none.
      const work = join(folder, `${name}.${process.pid}`);
      writeFileSync(work, bytes);
      renameSync(work, join(folder, name));
      prune();
    },
  };
}

export const hashOf = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};
