// Whether the virtual board takes a module: the one validator, and Device OS's numbers for its reasons (spec/device.md §1.4).
import { type DeviceErrorCode, isDeviceError } from '../../model/device-error.ts';
import { crc32, type FirmwareModule } from '../../model/firmware-module.ts';
import { platformTitle } from '../../model/platforms.ts';
import { checkModule } from '../flash/check-module.ts';
import { deviceModules, OS_VERSION } from './device-modules.ts';
import { readImage } from './read-image.ts';

export const VIRTUAL_PLATFORM = 3;

const FORMAT = -1370;
const CODES: Partial<Record<DeviceErrorCode, number>> = {
  module_too_large: -1351,
  module_truncated: -1351,
  module_trailing_bytes: -1351,
  module_bad_crc: -1330,
  module_bad_hash: -1330,
  module_wrong_platform: -1360,
  module_needs_newer_os: -1340,
  module_not_user_part: -1310,
};

export interface Image {
  bytes: Uint8Array;
  module: FirmwareModule;
  wasm: Uint8Array;
  compiled: WebAssembly.Module;
}

export type ImageAnswer = { ok: true; image: Image } | { ok: false; code: number; detail: string };

/** YMODEM fills the last block up: the header says where the module ends. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 8) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(4, true) - view.getUint32(0, true) + 4;
  if (length < 8 || length >= bytes.length) return bytes;
  // Only when that is a whole module: what follows a damaged one is not padding.
  return crc32(bytes.subarray(0, length - 4)) === view.getUint32(length - 4, false) ? bytes.subarray(0, length) : bytes;
}

export async function checkImage(given: Uint8Array): Promise<ImageAnswer> {
  const bytes = withoutPadding(given).slice();
  try {
    const module = checkModule(bytes, { platform_id: VIRTUAL_PLATFORM, modules: deviceModules(null), os_version: OS_VERSION });
    const wasm = await readImage(bytes);
    const compiled = await WebAssembly.compile(wasm as BufferSource);
    return { ok: true, image: { bytes, module, wasm, compiled } };
  } catch (error) {
    if (!isDeviceError(error)) return { ok: false, code: FORMAT, detail: 'The module holds no WebAssembly that this device can run.' };
    const detail =
      error.code === 'module_wrong_platform'
        ? `The module is for ${platformTitle(Number(error.facts.found))}, and this is a ${platformTitle(VIRTUAL_PLATFORM)}.`
        : error.message;
    return { ok: false, code: CODES[error.code] ?? FORMAT, detail };
  }
}
