// Says no before a device is touched: each reason why a file would not run on it has its own code (spec/device.md §2).
import { sha256 } from '@noble/hashes/sha2.js';
import { DeviceError } from '../../model/device-error.ts';
import { readModule, type FirmwareModule, type ModuleNeed } from '../../model/firmware-module.ts';
import { MAX_MODULE_BYTES } from '../../model/storage-limits.ts';
import type { ModuleInfo } from '../serial/module-info.ts';

export interface CheckAgainst {
  /** Null: not known yet, and not checked. */
  platform_id: number | null;
  /** From the device's `s` answer; empty when it was not asked. */
  modules?: readonly ModuleInfo[];
  /** As the device says it (`5.9.0`), for the sentence. */
  os_version?: string | null;
  /** The product the device belongs to; the version only when one certain build is wanted. */
  product?: { id: number; version?: number } | null;
}

/** Suffix size, hash and CRC: what the hash does not cover (spec §2). */
const AFTER_HASHED = 38;
const SYSTEM_PART = 4;
/** `module_function` in the letters of the `s` answer. */
const LETTERS: Readonly<Record<number, string>> = { 1: 'r', 2: 'b', 3: 'm', 4: 's', 5: 'u', 7: 'c', 8: 'a' };

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** `5.9` for 5900. Before 2.0 the numbers follow no rule. */
const versionWords = (version: number): string =>
  version >= 2000 ? `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 100)}` : `of module version ${version}`;

function unmet(need: ModuleNeed, modules: readonly ModuleInfo[]): ModuleInfo | null {
  const letter = LETTERS[need.module_function];
  const there = modules.find((one) => one.f === letter && Number(one.n) === need.module_index && one.l === 'm');
  return there && there.v < need.module_version ? there : null;
}

function checkNeeds(module: FirmwareModule, { modules = [], os_version }: CheckAgainst): void {
  for (const need of module.needs) {
    const there = unmet(need, modules);
    if (!there) continue;
    const wanted = versionWords(need.module_version);
    const known = need.module_function === SYSTEM_PART ? (os_version ?? versionWords(there.v)) : versionWords(there.v);
    // Release candidates of one version differ in their numbers only.
    const facts =
      known === wanted ? { wanted: `of module version ${need.module_version}`, found: `version ${there.v}` } : { wanted, found: known };
    throw new DeviceError('module_needs_newer_os', `${need.module_version} > ${there.v}`, facts);
  }
}

function checkProduct(module: FirmwareModule, { product }: CheckAgainst): void {
  if (!product) return;
  // Sources without PRODUCT_ID carry the platform's id: such a build fits any product.
  if (module.product_id !== product.id && module.product_id !== module.platform_id)
    throw new DeviceError('module_wrong_product', '', { wanted: product.id, found: module.product_id ?? undefined });
  if (product.version !== undefined && module.product_version !== product.version)
    throw new DeviceError('module_wrong_product_version', '', { wanted: product.version, found: module.product_version ?? undefined });
}

/** Reads a user module that fits the device. Throws DeviceError with a `module_…` code; the first that applies, in the order of spec §2. */
export function checkModule(bytes: Uint8Array, against: CheckAgainst): FirmwareModule {
  if (bytes.length > MAX_MODULE_BYTES) throw new DeviceError('module_too_large', `${bytes.length} bytes`);
  const read = readModule(bytes);
  if (!read.ok) throw new DeviceError(`module_${read.problem}`);
  const { module } = read;
  if (against.platform_id !== null && module.platform_id !== against.platform_id)
    throw new DeviceError('module_wrong_platform', '', { wanted: against.platform_id, found: module.platform_id });
  checkNeeds(module, against);
  checkProduct(module, against);
  // The device does not check it, but it is how a build is recognised afterwards.
  if (hex(sha256(bytes.subarray(0, bytes.length - AFTER_HASHED))) !== module.hash) throw new DeviceError('module_bad_hash');
  return module;
}
