// What a PUT on a device wants flashed: a known application, a binary, or sources to compile first (spec/cloud-api.md §2.6).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { platformTitle } from '../model/platforms.ts';
import { compileFailure, compileSources } from './compile-sources.ts';
import type { CloudCore } from './core.ts';
import { flashDevice } from './flash-device.ts';
import type { RouteInput } from './route.ts';

type Files = RouteInput<unknown, unknown, unknown>['files'];

export interface FlashWish {
  app?: string | undefined;
  file_type?: string | undefined;
}

/** True when the request carries something to flash. */
export const wantsFlash = (wish: FlashWish, files: Files): boolean => files.length > 0 || wish.app !== undefined;

const isBinary = (wish: FlashWish, files: Files): boolean =>
  wish.file_type === 'binary' || (files.length === 1 && /\.bin$/i.test(files[0]?.name ?? ''));

async function knownApp(core: CloudCore, device: Device, app: string): Promise<Uint8Array> {
  const bytes = await core.ports.knownApp?.(app, device.platform_id);
  if (!bytes)
    throw new ApiError(
      'not_supported',
      `This cloud has no application ${app} for ${platformTitle(device.platform_id)}. Flash its binary as a file.`,
    );
  return bytes;
}

/** Answers what the clients read: `status` for binaries, `message` for sources, the compiler's words when it failed. */
export async function flashFrom(core: CloudCore, device: Device, wish: FlashWish, files: Files): Promise<Record<string, unknown>> {
  if (wish.app !== undefined) {
    await flashDevice(core, device, await knownApp(core, device, wish.app));
    return { id: device.id, status: 'Update started' };
  }
  if (isBinary(wish, files)) {
    const [file] = files;
    if (!file || files.length > 1) throw new ApiError('validation', 'Send one binary in the field file.');
    await flashDevice(core, device, file.bytes);
    return { id: device.id, status: 'Update started' };
  }
  const compiled = await compileSources(core, device.platform_id, files);
  if (!compiled.ok) return compileFailure(compiled);
  await flashDevice(core, device, compiled.bytes);
  return { ok: true, id: device.id, message: 'Update started', output: compiled.output, sizeInfo: compiled.sizeInfo };
}
