// Finds the device that a path names, among those the caller may reach (spec/cloud-api.md §2.1, §1.5).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import type { Product } from '../model/product.ts';
import type { CloudCore } from './core.ts';
import type { TableName, Transaction } from './ports.ts';
import type { Caller } from './route.ts';

/** Tables that these look-ups touch. */
export const ACCESS_TABLES: readonly TableName[] = ['devices', 'products', 'team'];

/** The one role that may not change anything. */
export const VIEW_ONLY = 'View-only';

const DEVICE_ID = /^[0-9a-f]{24}$/i;

/** The id in lower case, or null when the text is none. */
export const deviceIdOf = (text: string): string | null => (DEVICE_ID.test(text) ? text.toLowerCase() : null);

export const notAllowed = (): ApiError => new ApiError('unauthorized', 'This access token is not allowed to call this endpoint.');

/** 403 in the shape of 2016, 404 in the newer one (spec §10, 14). */
function unknownDevice(core: CloudCore): ApiError {
  return core.settings.rules === 'current'
    ? new ApiError('not_found', 'Device not found.')
    : new ApiError('permission_denied', "I didn't recognize that device name or ID. Compare it with the list of your devices.");
}

/** What a caller is about to do: a team member who may only view may read, and nothing else. */
type Use = 'read' | 'change';

/** True for the token of the product, its maker and the maker's team. Tables: team. */
export async function managesProduct(tx: Transaction, caller: Caller, product: Product, use: Use = 'change'): Promise<boolean> {
  if (caller.token.kind === 'product') return caller.token.product_id === product.id;
  if (caller.token.kind !== 'user') return false;
  if (product.user_id === caller.user.id) return true;
  const team = await tx.getAll('team', { index: 'product', only: product.id });
  const member = team.find((one) => !one.is_programmatic && one.username === caller.user.username);
  return member !== undefined && (use === 'read' || member.role !== VIEW_ONLY);
}

/** Whether this caller may use a device under `/v1/devices`. */
async function reaches(tx: Transaction, caller: Caller, device: Device, use: Use): Promise<boolean> {
  if (caller.token.kind === 'customer') return device.customer_id === caller.token.customer_id;
  if (device.owner_id === caller.user.id) return true;
  if (device.product_id === device.platform_id) return false;
  const product = await tx.get('products', device.product_id);
  return product !== undefined && managesProduct(tx, caller, product, use);
}

/** Every device the caller has, without those that only a product of theirs has. */
export async function ownDevices(tx: Transaction, caller: Caller): Promise<Device[]> {
  const { kind, customer_id } = caller.token;
  if (kind === 'customer') return tx.getAll('devices', { index: 'customer', only: customer_id as string });
  return tx.getAll('devices', { index: 'owner', only: caller.user.id });
}

/** By id or name, for paths below `/v1/devices`. Product tokens and API users have no devices of their own: 403. */
export async function findOwnDevice(
  core: CloudCore,
  tx: Transaction,
  caller: Caller,
  idOrName: string,
  use: Use = 'change',
): Promise<Device> {
  if (caller.token.kind === 'product' || caller.token.kind === 'api-user') throw notAllowed();
  const id = deviceIdOf(idOrName);
  const device =
    id === null
      ? (await ownDevices(tx, caller)).find((one) => one.name.toLowerCase() === idOrName.toLowerCase())
      : await tx.get('devices', id);
  if (!device || !(await reaches(tx, caller, device, use))) throw unknownDevice(core);
  return device;
}

/** By id, for paths below a product. Throws 404 when it is not one of the product's. */
export async function findProductDevice(tx: Transaction, product: Product, id: string): Promise<Device> {
  const known = deviceIdOf(id);
  const device = known === null ? undefined : await tx.get('devices', known);
  if (device?.product_id !== product.id)
    throw new ApiError('not_found', 'Device not found. The product has no device with that id: add it to the product first.');
  return device;
}

/** Name of whoever has the device: an account's or a customer's; null for nobody. Tables: users, customers. */
export async function ownerName(tx: Transaction, device: Device): Promise<string | null> {
  if (device.customer_id !== null) return (await tx.get('customers', device.customer_id))?.email ?? null;
  return device.owner_id === null ? null : ((await tx.get('users', device.owner_id))?.username ?? null);
}
