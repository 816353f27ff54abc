// One page of a product's fleet: filtered, sorted, counted (spec/cloud-api.md §2.7).
import type { Device } from '../model/device.ts';
import type { ProductDeviceQuery } from '../model/device-schema.ts';
import type { Product } from '../model/product.ts';
import { productDeviceAnswer } from './device-answer.ts';
import type { TableName, Transaction } from './ports.ts';

export const FLEET_TABLES: readonly TableName[] = ['devices', 'firmware', 'customers', 'users'];

const contains = (text: string | null, part: string | undefined) =>
  part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());

function matches(device: Device, query: ProductDeviceQuery): boolean {
  return (
    contains(device.id, query.deviceId) &&
    contains(device.name, query.deviceName) &&
    contains(device.serial_number, query.serialNumber) &&
    (query.groups === undefined || query.groups.length === 0 || query.groups.some((group) => device.groups.includes(group))) &&
    (query.quarantined === undefined || (device.quarantined || device.denied) === query.quarantined)
  );
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS: Readonly<Record<ProductDeviceQuery['sortAttr'], (a: Device, b: Device) => number>> = {
  deviceId: (a, b) => text(a.id, b.id),
  deviceName: (a, b) => text(a.name.toLowerCase(), b.name.toLowerCase()),
  firmwareVersion: (a, b) => (a.firmware_version ?? -1) - (b.firmware_version ?? -1),
  lastConnection: (a, b) => text(a.last_handshake_at ?? '', b.last_handshake_at ?? ''),
  serialNumber: (a, b) => text(a.serial_number, b.serial_number),
};

export async function listProductDevices(tx: Transaction, product: Product, query: ProductDeviceQuery): Promise<Record<string, unknown>> {
  const all = await tx.getAll('devices', { index: 'product', only: product.id });
  const found = all.filter((device) => matches(device, query));
  const order = ORDERS[query.sortAttr];
  // Newest connection first by default, everything else from A to Z.
  const sign = (query.sortDir ?? (query.sortAttr === 'lastConnection' ? 'desc' : 'asc')) === 'desc' ? -1 : 1;
  const sorted = found.toSorted((a, b) => sign * order(a, b) || text(a.id, b.id));
  const page = sorted.slice((query.page - 1) * query.per_page, query.page * query.per_page);
  const firmware = await tx.getAll('firmware', { index: 'product', only: product.id });
  const names = new Map<string, string>();
  const customers = new Map<string, { id: string; username: string; full_name: string; devices: string[] }>();
  const devices: unknown[] = [];
  for (const device of page) {
    let owner: string | null = null;
    if (device.customer_id !== null) {
      const known = customers.get(device.customer_id);
      owner = known?.username ?? (await tx.get('customers', device.customer_id))?.email ?? null;
      if (known) known.devices.push(device.id);
      else if (owner !== null)
        customers.set(device.customer_id, { id: device.customer_id, username: owner, full_name: '', devices: [device.id] });
    } else if (device.owner_id !== null) {
      owner = names.get(device.owner_id) ?? (await tx.get('users', device.owner_id))?.username ?? null;
      if (owner !== null) names.set(device.owner_id, owner);
    }
    devices.push(productDeviceAnswer(device, owner, firmware));
  }
  return {
    devices,
    customers: [...customers.values()],
    meta: { total_pages: Math.ceil(found.length / query.per_page), total_records: found.length, devices_total: all.length },
  };
}
