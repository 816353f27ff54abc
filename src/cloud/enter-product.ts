// A device that says it is of a product, without having been added to it, waits there for approval (spec/cloud-api.md §2.7).
import type { Device } from '../model/device.ts';
import type { WriteTransaction } from './core.ts';

/** The device as it stands after its handshake. Tables: products. */
export async function enterProduct(tx: WriteTransaction, device: Device): Promise<Device> {
  const claimed = device.firmware_product_id;
  if (claimed === null || device.product_id !== device.platform_id || claimed === device.platform_id) return device;
  const product = await tx.get('products', claimed);
  if (product?.platform_id !== device.platform_id) return device;
  // What somebody else's board says of itself gives nobody power over it.
  if (device.customer_id !== null || (device.owner_id !== null && device.owner_id !== product.user_id)) return device;
  return { ...device, product_id: product.id, quarantined: product.settings['quarantine'] !== false };
}
