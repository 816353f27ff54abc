// A module as a device lists it in the answer to `s` (spec/device.md §1.3). Wire names, so that answer and model are one.

/** `u` user part, `s` system part, `b` bootloader, `a` radio stack, `c` NCP firmware, `m` monolithic, `r` resource; others may come. */
export type ModuleLetter = string;

export interface ModuleDependency {
  /** Function. */
  f: ModuleLetter;
  /** Index, as text. */
  n: string;
  /** Version. */
  v: number;
}

export interface ModuleInfo {
  /** Largest size, bytes. */
  s: number;
  /** Where it is stored: `m` main, `b` backup, `f` factory, `t` temporary. */
  l: string;
  /** Bits of checks made, and of checks passed: equal when all is well. 2 integrity, 4 dependencies, 8 range, 16 platform. */
  vc: number;
  vv: number;
  /** SHA-256 of a user part, 64 hex: the module's identity. */
  u?: string;
  f: ModuleLetter;
  /** Index, as text. */
  n: string;
  /** Version: 5900 is Device OS 5.9.0 for system parts, 6 the API level for user parts. */
  v: number;
  d: ModuleDependency[];
  /** Product of a user part, null for none. Not printed by devices: a virtual device knows it from its image. */
  product_id?: number | null;
  product_version?: number | null;
}

/** The whole answer to `s`. */
export interface SystemInfo {
  /** Platform id. */
  p: number;
  imei?: string;
  iccid?: string;
  m: ModuleInfo[];
}
