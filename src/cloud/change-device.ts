// Changes what people say about a device: its name and notes, and in a product everything that its makers decide.
import { ApiError } from '../model/errors.ts';
import type { Device } from '../model/device.ts';
import type { ProductDeviceChange } from '../model/device-schema.ts';
import type { Product } from '../model/product.ts';
import { MAX_GROUPS } from '../model/storage-limits.ts';
import type { WriteTransaction } from './core.ts';
import { deviceIdOf } from './device-access.ts';
import type { Transaction } from './ports.ts';

const siblings = (tx: Transaction, device: Device): Promise<Device[]> =>
  device.customer_id !== null
    ? tx.getAll('devices', { index: 'customer', only: device.customer_id })
    : device.owner_id !== null
      ? tx.getAll('devices', { index: 'owner', only: device.owner_id })
      : Promise.resolve([]);

/** Throws `validation` for a name that its owner uses already, or that reads as a device id. */
export async function checkDeviceName(tx: Transaction, device: Device, name: string): Promise<void> {
  if (deviceIdOf(name) !== null) throw new ApiError('validation', 'name must not look like a device id.');
  if ((await siblings(tx, device)).some((one) => one.id !== device.id && one.name.toLowerCase() === name.toLowerCase()))
    throw new ApiError('validation', 'name is taken: another of your devices has it.');
}

/** The name, with a number behind it when the new owner uses it already. */
export async function freeDeviceName(tx: Transaction, device: Device): Promise<string> {
  const taken = new Set((await siblings(tx, device)).filter((one) => one.id !== device.id).map((one) => one.name.toLowerCase()));
  let name = device.name;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${device.name.slice(0, 58)}_${number}`;
  return name;
}

/** Makes the groups that do not exist yet. Tables: groups. */
export async function ensureGroups(tx: WriteTransaction, product: Product, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (name.includes('/')) throw new ApiError('validation', 'A group’s name must not contain a slash.');
    const id = `${product.id}/${name}`;
    if (await tx.get('groups', id)) continue;
    if ((await tx.count('groups', { index: 'product', only: product.id })) >= MAX_GROUPS)
      throw new ApiError('validation', `A product has at most ${MAX_GROUPS} groups.`);
    await tx.put('groups', { id, product_id: product.id, name, description: '', color: '' });
  }
}

/** Stores the fields that are given and answers the row and what changed. Tables: devices, groups, firmware. */
export async function changeProductDevice(
  tx: WriteTransaction,
  product: Product,
  device: Device,
  change: ProductDeviceChange,
): Promise<{ device: Device; changed: Partial<Device> }> {
  const {
    name,
    notes,
    development,
    desired_firmware_version,
    groups,
    denied,
    quarantined,
    firmware_updates_enabled,
    firmware_updates_forced,
  } = change;
  const given = {
    name,
    notes,
    development,
    desired_firmware_version,
    groups,
    denied,
    quarantined,
    firmware_updates_enabled,
    firmware_updates_forced,
  };
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Device>;
  if (name !== undefined) await checkDeviceName(tx, device, name);
  if (groups !== undefined) {
    changed.groups = [...new Set(groups)];
    await ensureGroups(tx, product, changed.groups);
  }
  if (typeof desired_firmware_version === 'number') {
    const uploaded = await tx.getAll('firmware', { index: 'product', only: product.id });
    if (!uploaded.some((row) => row.version === desired_firmware_version))
      throw new ApiError('validation', `desired_firmware_version: version ${desired_firmware_version} is not uploaded to the product.`);
  }
  // A denied device is out until someone takes it back: then it is approved as well.
  if (denied === true) changed.quarantined = true;
  if (denied === false && quarantined === undefined) changed.quarantined = false;
  if (quarantined === false && denied === undefined) changed.denied = false;
  const next = { ...device, ...changed };
  await tx.put('devices', next);
  return { device: next, changed };
}
