// The modules of a virtual board, as the `s` command lists them (spec/device.md §1.3).
import type { FirmwareModule } from '../../model/firmware-module.ts';
import { MAX_MODULE_BYTES } from '../../model/storage-limits.ts';
import type { ModuleInfo } from '../serial/module-info.ts';

/** The virtual board is of the last generation that takes firmware over serial (spec/device.md §0). */
export const OS_VERSION = '5.9.0';
/** Device OS numbers its system parts so. */
export const SYSTEM_VERSION = 5900;
const BOOTLOADER_VERSION = 2300;
/** Integrity, dependencies, range, platform: all checked, all passed. */
const CHECKED = 30;

export function deviceModules(user: FirmwareModule | null): ModuleInfo[] {
  const checked = { l: 'm', vc: CHECKED, vv: CHECKED } as const;
  const system: ModuleInfo[] = [
    { s: 49_152, ...checked, f: 'b', n: '0', v: BOOTLOADER_VERSION, d: [] },
    { s: 671_744, ...checked, f: 's', n: '1', v: SYSTEM_VERSION, d: [{ f: 'b', n: '0', v: BOOTLOADER_VERSION }] },
  ];
  if (!user) return system;
  return [
    ...system,
    {
      s: MAX_MODULE_BYTES,
      ...checked,
      u: user.hash,
      f: 'u',
      n: String(user.module_index),
      v: user.module_version,
      d: [{ f: 's', n: '1', v: SYSTEM_VERSION }],
      product_id: user.product_id,
      product_version: user.product_version,
    },
  ];
}
