// Makes a device that has never connected, for a product.
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { newDevice } from '../model/new-device.ts';
import { MAX_DEVICES } from '../model/storage-limits.ts';
import { findProduct } from './authenticate.ts';
import { freeDeviceName } from './change-device.ts';
import type { WriteTransaction } from './core.ts';
import { managesProduct } from './device-access.ts';
import type { TableName } from './ports.ts';
import type { Caller } from './route.ts';

export const PROVISION_TABLES: readonly TableName[] = ['devices', 'products', 'team'];

/** First digits as newer boards carry them; the rest from the cloud's seed. */
const PREFIX = 'e00fce68';

export async function provisionDevice(tx: WriteTransaction, caller: Caller, product_id: string): Promise<Device> {
  const product = await findProduct(tx, product_id);
  if (!(await managesProduct(tx, caller, product))) throw new ApiError('not_found', 'Product not found.');
  if ((await tx.count('devices')) >= MAX_DEVICES) throw new ApiError('validation', `This cloud keeps at most ${MAX_DEVICES} devices.`);
  const id = `${PREFIX}${tx.newId(16)}`;
  const made: Device = {
    ...newDevice({
      id,
      name: `device_${id.slice(-6)}`,
      platform_id: product.platform_id,
      serial_number: `PC${id.slice(-10).toUpperCase()}`,
      created_at: tx.nowIso,
    }),
    product_id: product.id,
    owner_id: caller.user.id,
  };
  const device = { ...made, name: await freeDeviceName(tx, made) };
  await tx.put('devices', device);
  return device;
}
