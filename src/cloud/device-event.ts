// Where an event of one device belongs: who sees it and which product it is of.
import type { Device } from '../model/device.ts';
import type { EventDraft } from './core.ts';

/** The part of an event draft that the device decides. A sandbox device has no product (spec/cloud-api.md §2.2). */
export const deviceEvent = (device: Device): Pick<EventDraft, 'coreid' | 'user_id' | 'product_id' | 'version'> => ({
  coreid: device.id,
  user_id: device.owner_id ?? device.customer_id,
  product_id: device.product_id === device.platform_id ? null : device.product_id,
  ...(device.firmware_version === null ? {} : { version: device.firmware_version }),
});
