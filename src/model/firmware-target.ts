// Which product firmware a device should run (spec/cloud-api.md §2.7, §3.3).
import type { Device } from './device.ts';
import type { ProductFirmware } from './product.ts';

/**
 * The version released to this device, or null: a lock wins over a group's release, that over the product's default. Development
 * devices and those that are not approved follow no release.
 */
export function targetVersion(device: Device, firmware: readonly ProductFirmware[]): number | null {
  if (device.denied || device.quarantined) return null;
  if (device.desired_firmware_version !== null) return device.desired_firmware_version;
  if (device.development) return null;
  // Of several groups with a release each, the newest version wins.
  const ofGroups = firmware.filter((row) => row.groups.some((group) => device.groups.includes(group)));
  const released = ofGroups.length > 0 ? ofGroups : firmware.filter((row) => row.product_default);
  return released.reduce<number | null>((best, row) => Math.max(best ?? 0, row.version), null);
}

/** True when the device reports this version. Sources without PRODUCT_ID give the platform's id, or none. */
export const runsVersion = (device: Device, product_id: number, version: number): boolean =>
  device.firmware_version === version && [product_id, device.platform_id, null].includes(device.firmware_product_id);
