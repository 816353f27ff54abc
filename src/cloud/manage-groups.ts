// The rules of device groups: a group's name is written in its devices and in the firmware released to it (spec/cloud-api.md §3.2).
import { ApiError } from '../model/errors.ts';
import type { DeviceGroup, Product } from '../model/product.ts';
import type { WriteTransaction } from './core.ts';
import type { TableName, Transaction } from './ports.ts';

export const GROUP_TABLES: readonly TableName[] = ['groups', 'devices', 'firmware'];

export async function findGroup(tx: Transaction, product: Product, name: string): Promise<DeviceGroup> {
  const group = await tx.get('groups', `${product.id}/${name}`);
  if (!group) throw new ApiError('not_found', 'Group not found. The product has no group of that name.');
  return group;
}

/** `fw_version`: what is released to the group, or null. */
export async function groupAnswers(tx: Transaction, product: Product, groups: readonly DeviceGroup[]): Promise<Record<string, unknown>[]> {
  const devices = await tx.getAll('devices', { index: 'product', only: product.id });
  const firmware = await tx.getAll('firmware', { index: 'product', only: product.id });
  return groups.map(({ name, description, color }) => ({
    name,
    description,
    color,
    device_count: devices.filter((device) => device.groups.includes(name)).length,
    fw_version: firmware.find((row) => row.groups.includes(name))?.version ?? null,
  }));
}

/** Writes `next` in place of `name` wherever the name is used; null takes it out. */
async function replaceName(tx: WriteTransaction, product_id: number, name: string, next: string | null): Promise<void> {
  const replaced = (groups: readonly string[]): string[] => groups.flatMap((one) => (one !== name ? [one] : next === null ? [] : [next]));
  for (const table of ['devices', 'firmware'] as const)
    for (const row of await tx.getAll(table, { index: 'product', only: product_id }))
      if (row.groups.includes(name)) await tx.put(table, { ...row, groups: replaced(row.groups) });
}

export async function renameGroup(tx: WriteTransaction, group: DeviceGroup, name: string): Promise<DeviceGroup> {
  const next: DeviceGroup = { ...group, id: `${group.product_id}/${name}`, name };
  if (next.id !== group.id) {
    if (await tx.get('groups', next.id)) throw new ApiError('validation', 'name is taken: the product has a group of that name.');
    await tx.delete('groups', group.id);
    await replaceName(tx, group.product_id, group.name, name);
  }
  await tx.put('groups', next);
  return next;
}

export async function removeGroup(tx: WriteTransaction, group: DeviceGroup): Promise<void> {
  await replaceName(tx, group.product_id, group.name, null);
  await tx.delete('groups', group.id);
}
