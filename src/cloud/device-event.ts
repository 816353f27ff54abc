// Where an event of one device belongs: who sees it and which product it is of.
import type { Device } from '../model/device.ts';
import type { EventDraft } from './core.ts';

/** A sandbox device has no product (spec/cloud-api.md §2.2); one that is not approved or shut out does not speak for its product. */
const productOf = (device: Device): number | null =>
  device.product_id === device.platform_id || device.quarantined || device.denied ? null : device.product_id;

/** The part of an event draft that the device decides. */
export const deviceEvent = (device: Device): Pick<EventDraft, 'coreid' | 'user_id' | 'product_id' | 'version'> => ({
  coreid: device.id,
  user_id: device.owner_id ?? device.customer_id,
  product_id: productOf(device),
  ...(device.firmware_version === null ? {} : { version: device.firmware_version }),
});
