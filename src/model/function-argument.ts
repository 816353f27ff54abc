// How long a function's argument may be, by platform and Device OS (spec/cloud-api.md §2.5, §4.2).

/** Core, Photon, P1 and Electron: less memory. */
const GEN_2 = [0, 6, 8, 10];

/** Bytes of UTF-8. Without a version the newest is assumed: the device itself refuses what it cannot take. */
export function argumentLimit(platform_id: number, system_firmware_version: string | null): number {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(system_firmware_version ?? '') ?? [];
  const version = major === undefined ? 99 : Number(major) + Number(minor) / 1000;
  if (version < 0.008) return 63;
  if (version < 3) return 622;
  return GEN_2.includes(platform_id) ? 864 : 1024;
}

/** Bytes that a text needs as UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
