// Reads a firmware module: what it is for, whether it is whole (spec/device.md §2).

export interface ModuleNeed {
  /** 4: system part. */
  module_function: number;
  module_index: number;
  /** At least; 5900 is Device OS 5.9.0. */
  module_version: number;
}

export interface FirmwareModule {
  platform_id: number;
  /** Where the code goes, and the first address after the part that the CRC covers. */
  start: number;
  end: number;
  /** 1 drop module info, 2 compressed, 4 combined, 8 encrypted, 0x10 prefix extensions. */
  flags: number;
  /** What must be on the device already; at most two. */
  needs: ModuleNeed[];
  /** Bytes from the product fields, or from the extensions before them, to the CRC. */
  suffix_size: number;
  /** 5: user part. */
  module_function: number;
  module_index: number;
  module_version: number;
  /** Null when the module names no product (0xFFFF). */
  product_id: number | null;
  product_version: number | null;
  /** The module's own SHA-256, its identity: 64 hex. */
  hash: string;
}

/** Why a file is not a usable module. */
export type ModuleProblem = 'too_short' | 'bad_header' | 'truncated' | 'trailing_bytes' | 'bad_crc' | 'not_user_part';

/** Vector tables put the header at other places than 0: Gen 3, Gen 2, and two older kinds. */
const HEADER_OFFSETS = [0, 0x200, 0x184, 0xc0, 0x10c];
const HEADER_BYTES = 24;
/** Suffix size field and CRC at the very end. */
const SUFFIX_BASE = 36;
const USER_PART = 5;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as zlib computes it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

interface Header {
  /** What the header says the file's length is. */
  length: number;
  start: number;
  end: number;
  flags: number;
  needs: ModuleNeed[];
  platform_id: number;
  module_function: number;
  module_index: number;
  module_version: number;
}

function headerAt(view: DataView, offset: number): Header | null {
  if (offset + HEADER_BYTES > view.byteLength) return null;
  const start = view.getUint32(offset, true);
  const end = view.getUint32(offset + 4, true);
  const module_function = view.getUint8(offset + 14);
  const platform_id = view.getUint16(offset + 12, true);
  const length = end - start + 4;
  if (module_function < 1 || module_function > 9 || platform_id > 255 || end <= start || length > 0x4000000) return null;
  const needs = [16, 20]
    .map((at) => ({
      module_function: view.getUint8(offset + at),
      module_index: view.getUint8(offset + at + 1),
      module_version: view.getUint16(offset + at + 2, true),
    }))
    .filter((need) => need.module_function !== 0);
  return {
    length,
    start,
    end,
    flags: view.getUint8(offset + 9),
    needs,
    platform_id,
    module_function,
    module_index: view.getUint8(offset + 15),
    module_version: view.getUint16(offset + 10, true),
  };
}

/** The header whose length fits; else the first that could be one (the file is cut, or carries more). */
function findHeader(view: DataView): Header | null {
  const headers = HEADER_OFFSETS.map((offset) => headerAt(view, offset)).filter((header) => header !== null);
  return headers.find((header) => header.length === view.byteLength) ?? headers[0] ?? null;
}

/** Reads and checks a user module. Lengths and positions in bytes. Order of the checks: spec/device.md §2. */
export function readModule(bytes: Uint8Array): { ok: true; module: FirmwareModule } | { ok: false; problem: ModuleProblem } {
  if (bytes.byteLength < HEADER_BYTES + SUFFIX_BASE + 4) return { ok: false, problem: 'too_short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = findHeader(view);
  if (!header) return { ok: false, problem: 'bad_header' };
  if (header.length > bytes.byteLength) return { ok: false, problem: 'truncated' };
  if (header.length < bytes.byteLength) return { ok: false, problem: 'trailing_bytes' };
  const crcAt = bytes.byteLength - 4;
  if (crc32(bytes.subarray(0, crcAt)) !== view.getUint32(crcAt, false)) return { ok: false, problem: 'bad_crc' };
  if (header.module_function !== USER_PART) return { ok: false, problem: 'not_user_part' };
  const suffix = view.getUint16(crcAt - 2, true);
  const named = suffix >= 40 && bytes.byteLength >= HEADER_BYTES + 44;
  const product_version = named ? view.getUint16(bytes.byteLength - 42, true) : 0xffff;
  const product_id = named ? view.getUint16(bytes.byteLength - 44, true) : 0xffff;
  const none = product_version === 0xffff && product_id === 0xffff;
  const hash = [...bytes.subarray(crcAt - 34, crcAt - 2)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    ok: true,
    module: {
      platform_id: header.platform_id,
      start: header.start,
      end: header.end,
      flags: header.flags,
      needs: header.needs,
      suffix_size: suffix,
      module_function: header.module_function,
      module_index: header.module_index,
      module_version: header.module_version,
      product_id: none ? null : product_id,
      product_version: none ? null : product_version,
      hash,
    },
  };
}

/** What to tell a person about each problem. */
export const MODULE_PROBLEMS: Readonly<Record<ModuleProblem, string>> = {
  too_short: 'The file is too short to be a firmware module. Choose the .bin file that the compiler made.',
  bad_header: 'The file is not a firmware module. Choose the .bin file that the compiler made.',
  truncated: 'The end of the module is missing. Download or compile it again.',
  trailing_bytes: 'There are bytes after the end of the module. Download or compile it again.',
  bad_crc: 'The module is damaged: its checksum does not fit. Download or compile it again.',
  not_user_part: 'The module is part of the system, not an application. Choose the .bin file of an application.',
};
