// Turns uploaded sources into a module through the compiler port, and keeps the result for a day (spec/cloud-api.md §2.6).
import { ApiError } from '../model/errors.ts';
import type { Binary } from '../model/product.ts';
import { platformTitle } from '../model/platforms.ts';
import { MAX_BINARIES, MAX_SOURCES } from '../model/storage-limits.ts';
import { relayOf } from './compiler-relay.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import type { RouteInput } from './route.ts';

type Files = RouteInput<unknown, unknown, unknown>['files'];

/** A day, ms. */
const LIFE = 86_400_000;

type Compiled = { ok: true; bytes: Uint8Array; sizeInfo: string; output: string } | { ok: false; output: string; errors: string[] };

const SAFE_PATH = /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\\u0000-\u001f]{1,200}$/;

/** Throws `not_supported` while there is no compiler for the platform: a host's own, or one that an open page lends. */
export async function compileSources(core: CloudCore, platform_id: number, files: Files): Promise<Compiled> {
  if (files.length === 0) throw new ApiError('validation', 'Send the sources as files of a multipart form: file, file2 and so on.');
  if (files.length > MAX_SOURCES) throw new ApiError('validation', `Compile at most ${MAX_SOURCES} files at once.`);
  const wrong = files.find((file) => !SAFE_PATH.test(file.name));
  if (wrong) throw new ApiError('validation', `The file name ${wrong.name.slice(0, 80)} is not a path inside a project.`);
  const compiler = core.ports.compiler ?? relayOf(core).compiler();
  if (!compiler)
    throw new ApiError(
      'not_supported',
      'No open page offers a compiler. Open a page of this site with a code editor, or compile elsewhere and send the binary, with file_type=binary.',
    );
  if (platform_id !== 3)
    throw new ApiError(
      'not_supported',
      `This cloud compiles for the virtual board only, not for ${platformTitle(platform_id)}. Compile elsewhere and send the binary, or flash the sources to a virtual board.`,
    );
  return compiler.compile({ platform_id, files: files.map(({ name, bytes }) => ({ path: name, bytes })) });
}

/** Stores a module that was compiled; the oldest of them make room. Tables: binaries. */
export async function keepBinary(
  tx: WriteTransaction,
  compiled: { bytes: Uint8Array; platform_id: number; user_id: string },
): Promise<Binary> {
  const kept = (await tx.getAll('binaries')).filter((row) => row.expires_at !== null);
  const expired = kept.filter((row) => Date.parse(row.expires_at as string) <= tx.now);
  const living = kept.filter((row) => !expired.includes(row)).toSorted((a, b) => a.created_at.localeCompare(b.created_at));
  for (const row of [...expired, ...living.slice(0, Math.max(0, living.length - MAX_BINARIES + 1))]) await tx.delete('binaries', row.id);
  const binary: Binary = {
    ...compiled,
    id: tx.newId(24),
    created_at: tx.nowIso,
    expires_at: new Date(tx.now + LIFE).toISOString(),
  };
  await tx.put('binaries', binary);
  return binary;
}

/** The body of a compilation that failed, with the compiler's own words. The CLI shows `error` and nothing else of a 200. */
export const compileFailure = ({ output, errors }: { output: string; errors: string[] }): Record<string, unknown> => ({
  ok: false,
  code: 1,
  output,
  stdout: output,
  error: errors.join('\n'),
  errors,
});
