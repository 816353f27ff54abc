// Where in the sources a firmware crashed: the innermost frame that belongs to the project.
import { readLineTable } from '../../compiler/line-table.ts';
import type { DeviceCrash } from './crash-count.ts';
import { ownFunction } from './explain-trap.ts';
import type { CrashFrame } from './worker-messages.ts';

export function crashPlace(frames: readonly CrashFrame[], wasm: Uint8Array | null): Pick<DeviceCrash, 'function' | 'place'> {
  const lineAt = wasm ? readLineTable(wasm) : () => null;
  for (const frame of frames) {
    const place = frame.offset === null ? null : lineAt(frame.offset);
    if (place) return { function: frame.function ?? ownFunction(frames), place };
  }
  return { function: ownFunction(frames), place: null };
}
