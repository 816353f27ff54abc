// Product firmware: uploading checks the module against the product, deleting checks who still needs it (spec/cloud-api.md §3.3).
import { ApiError } from '../model/errors.ts';
import { runsVersion } from '../model/firmware-target.ts';
import type { Product, ProductFirmware } from '../model/product.ts';
import { MAX_FIRMWARE } from '../model/storage-limits.ts';
import type { WriteTransaction } from './core.ts';
import { checkModule } from './flash-device.ts';
import type { TableName, Transaction } from './ports.ts';

export const FIRMWARE_TABLES: readonly TableName[] = ['firmware', 'devices', 'binaries'];

export async function findFirmware(tx: Transaction, product: Product, version: string): Promise<ProductFirmware> {
  const all = await tx.getAll('firmware', { index: 'product', only: product.id });
  const firmware = /^\d{1,5}$/.test(version) ? all.find((row) => row.version === Number(version)) : undefined;
  if (!firmware) throw new ApiError('not_found', 'Firmware not found. The product has no such version.');
  return firmware;
}

/** `uploaded_by` is kept as the name: it stays right when the account is gone. */
export async function firmwareAnswers(
  tx: Transaction,
  product: Product,
  rows: readonly ProductFirmware[],
): Promise<Record<string, unknown>[]> {
  const devices = await tx.getAll('devices', { index: 'product', only: product.id });
  return rows.map((row) => ({
    _id: row.id,
    version: row.version,
    title: row.title,
    description: row.description,
    name: row.name,
    size: row.size,
    product_default: row.product_default,
    uploaded_on: row.uploaded_on,
    product_id: row.product_id,
    uploaded_by: { username: row.uploaded_by },
    groups: row.groups,
    device_count: devices.filter((device) => runsVersion(device, product.id, row.version)).length,
    intelligent: row.intelligent,
    mandatory: row.mandatory,
  }));
}

/** Throws `validation` when the footer says something else than the form, or the module is not one of the product. */
function checkFooter(bytes: Uint8Array, product: Product, version: number): void {
  const module = checkModule(bytes, product.platform_id);
  if (module.product_version === null)
    throw new ApiError('validation', 'The module names no product. Write PRODUCT_VERSION(…) into its sources and compile it again.');
  // Newer sources name no product id: the compiler puts the platform's there.
  if (module.product_id !== product.id && module.product_id !== product.platform_id)
    throw new ApiError(
      'validation',
      `The module was built for product ${module.product_id}, not for product ${product.id}. Remove PRODUCT_ID from its sources.`,
    );
  if (module.product_version !== version)
    throw new ApiError('validation', `version must be ${module.product_version}, as PRODUCT_VERSION in the module says, not ${version}.`);
}

export async function uploadFirmware(
  tx: WriteTransaction,
  product: Product,
  upload: {
    version: number;
    title?: string | undefined;
    description: string;
    mandatory: boolean;
    bytes: Uint8Array;
    name: string;
    uploaded_by: string;
  },
): Promise<ProductFirmware> {
  const { version, bytes } = upload;
  checkFooter(bytes, product, version);
  const all = await tx.getAll('firmware', { index: 'product', only: product.id });
  if (all.some((row) => row.version === version))
    throw new ApiError('validation', `version ${version} is uploaded already. Raise PRODUCT_VERSION, or delete that version first.`);
  if (all.length >= MAX_FIRMWARE) throw new ApiError('validation', `A product keeps at most ${MAX_FIRMWARE} versions. Delete one first.`);
  const firmware: ProductFirmware = {
    id: tx.newId(24),
    product_id: product.id,
    version,
    title: upload.title ?? `Version ${version}`,
    description: upload.description,
    name: upload.name.slice(0, 100),
    size: bytes.byteLength,
    product_default: false,
    groups: [],
    intelligent: false,
    mandatory: upload.mandatory,
    uploaded_on: tx.nowIso,
    uploaded_by: upload.uploaded_by,
    binary_id: tx.newId(24),
  };
  await tx.put('binaries', { id: firmware.binary_id, bytes, platform_id: product.platform_id, created_at: tx.nowIso, expires_at: null });
  await tx.put('firmware', firmware);
  return firmware;
}

/** Throws `validation` with the reason while the version is released or a device is locked to it. */
export async function deleteFirmware(tx: WriteTransaction, product: Product, firmware: ProductFirmware): Promise<void> {
  if (firmware.product_default)
    throw new ApiError('validation', 'This version is the product’s default. Release another version as default first.');
  if (firmware.groups.length > 0)
    throw new ApiError('validation', `This version is released to ${firmware.groups.join(', ')}. Release another version there first.`);
  const devices = await tx.getAll('devices', { index: 'product', only: product.id });
  const locked = devices.filter((device) => device.desired_firmware_version === firmware.version).length;
  if (locked > 0)
    throw new ApiError('validation', `${locked} device${locked === 1 ? ' is' : 's are'} locked to this version. Unlock first.`);
  await tx.delete('binaries', firmware.binary_id);
  await tx.delete('firmware', firmware.id);
}
