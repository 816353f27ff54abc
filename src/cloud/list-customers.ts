// One page of a product's customers, with their devices (spec/cloud-api.md §1.5).
import type { Product } from '../model/product.ts';
import type { Customer } from '../model/user.ts';
import { deviceAnswer } from './device-answer.ts';
import type { Transaction } from './ports.ts';

/** A customer is listed once it has a device. Tables: devices, customers. */
export async function listCustomers(
  tx: Transaction,
  product: Product,
  query: { page: number; per_page: number },
): Promise<Record<string, unknown>> {
  const owned = (await tx.getAll('devices', { index: 'product', only: product.id })).filter((device) => device.customer_id !== null);
  const rows = await tx.getAll('customers', { index: 'product', only: product.id });
  const customers = new Map<string, Customer>(rows.map((row) => [row.id, row]));
  const ids = [...new Set(owned.map((device) => device.customer_id as string))].filter((id) => customers.has(id)).toSorted();
  const page = ids.slice((query.page - 1) * query.per_page, query.page * query.per_page);
  const devices = owned.filter((device) => page.includes(device.customer_id as string));
  const nameOf = (id: string | null): string => (id === null ? '' : (customers.get(id)?.email ?? ''));
  return {
    customers: page.map((id) => ({
      id,
      username: nameOf(id),
      full_name: '',
      devices: devices.filter((device) => device.customer_id === id).map((device) => device.id),
    })),
    devices: devices.map((device) => deviceAnswer(device, nameOf(device.customer_id))),
    meta: { total_pages: Math.ceil(ids.length / query.per_page) },
  };
}
