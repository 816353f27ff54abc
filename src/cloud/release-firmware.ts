// Product firmware on its way to the fleet: who gets which version, and when (spec/cloud-api.md §3.3).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { runsVersion, targetVersion } from '../model/firmware-target.ts';
import type { Product, ProductFirmware } from '../model/product.ts';
import type { CloudCore, WriteTransaction } from './core.ts';
import { deviceEvent } from './device-event.ts';
import { flashDevice } from './flash-device.ts';
import type { TableName, Transaction } from './ports.ts';

export const RELEASE_TABLES: readonly TableName[] = ['firmware', 'devices', 'groups'];

interface Release {
  version: number;
  product_default?: boolean | undefined;
  groups?: string[] | undefined;
  intelligent: boolean;
}

/** Every version of the product as it would be after a release. Throws where the release is refused. */
async function afterRelease(
  tx: Transaction,
  product: Product,
  release: Release,
): Promise<{ before: ProductFirmware[]; after: ProductFirmware[]; released: ProductFirmware; devices: Device[] }> {
  const all = await tx.getAll('firmware', { index: 'product', only: product.id });
  const firmware = all.find((row) => row.version === release.version);
  if (!firmware) throw new ApiError('not_found', `Firmware version ${release.version} not found. Upload it first.`);
  const groups = [...new Set(release.groups ?? [])];
  if (release.product_default !== true && groups.length === 0)
    throw new ApiError('validation', 'Say to whom: product_default true, or groups with at least one name.');
  for (const name of groups)
    if (!(await tx.get('groups', `${product.id}/${name}`))) throw new ApiError('validation', `groups: the product has no group ${name}.`);
  const devices = await tx.getAll('devices', { index: 'product', only: product.id });
  if (!devices.some((device) => runsVersion(device, product.id, release.version)))
    throw new ApiError(
      'validation',
      `No device of the product runs version ${release.version} yet. Flash it to one device, see it work, then release it.`,
    );
  const released: ProductFirmware = {
    ...firmware,
    product_default: firmware.product_default || release.product_default === true,
    groups: [...new Set([...firmware.groups, ...groups])],
    intelligent: release.intelligent,
  };
  const after = all.map((row) => {
    if (row.id === firmware.id) return released;
    const product_default = row.product_default && release.product_default !== true;
    const left = row.groups.filter((name) => !groups.includes(name));
    return product_default === row.product_default && left.length === row.groups.length ? row : { ...row, product_default, groups: left };
  });
  return { before: all, after, released, devices };
}

/** Makes a version the default of the product, of groups, or of both; what was released there before steps back. */
export async function releaseFirmware(tx: WriteTransaction, product: Product, release: Release): Promise<ProductFirmware> {
  const { before, after, released } = await afterRelease(tx, product, release);
  for (const row of after) if (!before.includes(row)) await tx.put('firmware', row);
  return released;
}

/** What a release would do, counted in devices. */
export interface ReleaseImpact {
  /** Of the product. */
  total: number;
  /** That would get the version and do not run it. */
  updates: number;
  /** Of those: at once, since they are online and the release is intelligent. */
  at_once: number;
  /** Of those: at their next handshake. */
  at_next_handshake: number;
  /** Of those: not before somebody switches their updates on. */
  held_back: number;
  /** That run the version already. */
  running: number;
  /** That follow this release by neither default nor group: in development, locked, quarantined, or in a group with another. */
  untouched: number;
}

/** Changes nothing. Throws where the release itself would be refused. */
export async function impactOfRelease(
  tx: Transaction,
  product: Product,
  release: Release,
  isOnline: (id: string) => boolean,
): Promise<ReleaseImpact> {
  const { after, devices } = await afterRelease(tx, product, release);
  const running = devices.filter((device) => runsVersion(device, product.id, release.version)).length;
  const getting = devices.filter(
    (device) => targetVersion(device, after) === release.version && !runsVersion(device, product.id, release.version),
  );
  const free = getting.filter((device) => device.firmware_updates_enabled || device.firmware_updates_forced);
  const at_once = release.intelligent ? free.filter(({ id }) => isOnline(id)).length : 0;
  return {
    total: devices.length,
    updates: getting.length,
    at_once,
    at_next_handshake: free.length - at_once,
    held_back: getting.length - free.length,
    running,
    untouched: devices.length - getting.length - running,
  };
}

/** The version a device should run and does not. */
async function due(core: CloudCore, device_id: string): Promise<{ device: Device; firmware: ProductFirmware; bytes: Uint8Array } | null> {
  return core.read(['devices', 'firmware', 'binaries'], async (tx) => {
    const device = await tx.get('devices', device_id);
    if (!device || device.product_id === device.platform_id) return null;
    const all = await tx.getAll('firmware', { index: 'product', only: device.product_id });
    const version = targetVersion(device, all);
    if (version === null || runsVersion(device, device.product_id, version)) return null;
    const firmware = all.find((row) => row.version === version);
    const binary = firmware && (await tx.get('binaries', firmware.binary_id));
    return firmware && binary ? { device, firmware, bytes: binary.bytes } : null;
  });
}

/**
 * Starts the update that a device of a product waits for, when it is online and its updates are not switched off. Call it after a
 * handshake. Answers true when an update began.
 */
export async function updateDevice(core: CloudCore, device_id: string): Promise<boolean> {
  const wanted = await due(core, device_id);
  if (!wanted || !core.link.isOpen(device_id)) return false;
  const { device, bytes } = wanted;
  const event = { ...deviceEvent(device), origin: 'system' } as const;
  if (!device.firmware_updates_enabled && !device.firmware_updates_forced) {
    await core.publish({ ...event, name: 'particle/device/updates/pending', data: 'true' });
    return false;
  }
  await core.publish({ ...event, name: 'spark/status', data: 'auto-update' });
  await flashDevice(core, device, bytes);
  return true;
}

/** Updates every device of the product that is online now: what an intelligent release does at once, others at the next handshake. */
export async function updateFleet(core: CloudCore, product: Product): Promise<void> {
  const devices = await core.read(['devices'], (tx) => tx.getAll('devices', { index: 'product', only: product.id }));
  for (const device of devices) if (core.link.isOpen(device.id)) await updateDevice(core, device.id);
}
