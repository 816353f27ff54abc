// Adds devices to a product by a list of ids or serial numbers (spec/cloud-api.md §2.7).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import type { Product } from '../model/product.ts';
import { MAX_IMPORT } from '../model/storage-limits.ts';
import type { WriteTransaction } from './core.ts';
import { deviceIdOf, managesProduct } from './device-access.ts';
import type { TableName, Transaction } from './ports.ts';
import type { Caller } from './route.ts';
import { userByName } from './user-login.ts';

export const IMPORT_TABLES: readonly TableName[] = ['devices', 'products', 'team', 'users'];

export interface ImportResult {
  updated: number;
  updatedDeviceIds: string[];
  existingDeviceIds: string[];
  nonmemberDeviceIds: string[];
  invalidDeviceIds: string[];
  protectedDeviceIds: string[];
}

/** Ids and serial numbers, one a line; what follows a comma (a spreadsheet's other columns) is not read. */
export const idsOfFile = (bytes: Uint8Array): string[] =>
  new TextDecoder()
    .decode(bytes)
    .split(/\r\n|\n|\r/)
    .map((line) => (line.split(/[,;\t]/, 1)[0] ?? '').trim().replace(/^"(.*)"$/, '$1'))
    .filter((line) => line !== '');

async function find(tx: Transaction, idOrSerial: string): Promise<Device | undefined> {
  const id = deviceIdOf(idOrSerial);
  if (id !== null) return tx.get('devices', id);
  return (await tx.getAll('devices', { index: 'serial', only: idOrSerial, limit: 1 }))[0];
}

/** Whether the product may take the device: nobody else has it, by account, customer or product. */
async function isMember(tx: Transaction, caller: Caller, product: Product, device: Device, claimer: string | null): Promise<boolean> {
  const sandbox = device.product_id === device.platform_id;
  const other = sandbox ? undefined : await tx.get('products', device.product_id);
  if (other) return other.user_id === product.user_id && managesProduct(tx, caller, other);
  if (device.customer_id !== null) return false;
  return (
    device.owner_id === null || device.owner_id === product.user_id || device.owner_id === caller.user.id || device.owner_id === claimer
  );
}

async function claimerId(tx: Transaction, product: Product, name: string | undefined): Promise<string | null> {
  if (name === undefined || name === '') return null;
  const user = await userByName(tx, name);
  const team = await tx.getAll('team', { index: 'product', only: product.id });
  if (!user || (user.id !== product.user_id && !team.some((member) => member.username === user.username)))
    throw new ApiError('validation', 'claim_user must be the username of someone in the product’s team.');
  return user.id;
}

/** Everything of a device that belongs to the product it leaves or enters. */
export const asNewcomer = {
  groups: [],
  quarantined: false,
  denied: false,
  development: false,
  desired_firmware_version: null,
  targeted_firmware_release_version: null,
} satisfies Partial<Device>;

export async function importDevices(
  tx: WriteTransaction,
  caller: Caller,
  product: Product,
  names: readonly string[],
  claim_user: string | undefined,
): Promise<ImportResult> {
  if (names.length === 0) throw new ApiError('validation', 'Name at least one device: id, ids, or a file with one id a line.');
  if (names.length > MAX_IMPORT) throw new ApiError('validation', `Import at most ${MAX_IMPORT} devices at once.`);
  const claimer = await claimerId(tx, product, claim_user);
  const result: ImportResult = {
    updated: 0,
    updatedDeviceIds: [],
    existingDeviceIds: [],
    nonmemberDeviceIds: [],
    invalidDeviceIds: [],
    protectedDeviceIds: [],
  };
  for (const name of new Set(names)) {
    const device = await find(tx, name);
    if (!device || device.platform_id !== product.platform_id) {
      result.invalidDeviceIds.push(name);
      continue;
    }
    const claim = claimer !== null && device.owner_id === null ? { owner_id: claimer } : {};
    if (device.product_id === product.id) {
      // To import a device again approves it (spec §2.7).
      if (device.quarantined || device.denied) {
        await tx.put('devices', { ...device, ...claim, quarantined: false, denied: false });
        result.updatedDeviceIds.push(device.id);
      } else {
        if (claim.owner_id) await tx.put('devices', { ...device, ...claim });
        result.existingDeviceIds.push(device.id);
      }
      continue;
    }
    if (!(await isMember(tx, caller, product, device, claimer))) {
      result.nonmemberDeviceIds.push(device.id);
      continue;
    }
    await tx.put('devices', { ...device, ...asNewcomer, ...claim, product_id: product.id });
    result.updatedDeviceIds.push(device.id);
  }
  result.updated = result.updatedDeviceIds.length;
  return result;
}
