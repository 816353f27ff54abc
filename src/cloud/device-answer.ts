// Cuts the wire shape of a device from its row (spec/cloud-api.md §2.2).
import type { Device } from '../model/device.ts';
import type { ProductFirmware } from '../model/product.ts';
import { targetVersion } from '../model/firmware-target.ts';

/** As the account sees it. `owner`: the name of the person or customer who has it. */
export function deviceAnswer(device: Device, owner: string | null): Record<string, unknown> {
  return {
    id: device.id,
    name: device.name,
    owner,
    platform_id: device.platform_id,
    product_id: device.product_id,
    serial_number: device.serial_number,
    notes: device.notes,
    // The CLI reads `connected`, the demo `online`.
    online: device.online,
    connected: device.online,
    status: device.status,
    cellular: device.cellular,
    last_heard: device.last_heard,
    last_handshake_at: device.last_handshake_at,
    last_ip_address: device.last_ip_address,
    functions: device.functions,
    variables: device.variables,
    system_firmware_version: device.system_firmware_version,
    firmware_updates_enabled: device.firmware_updates_enabled,
    firmware_updates_forced: device.firmware_updates_forced,
    ...(device.iccid === undefined ? {} : { iccid: device.iccid }),
    ...(device.imei === undefined ? {} : { imei: device.imei }),
  };
}

/** As the makers of its product see it. `firmware`: all versions of the product. */
export function productDeviceAnswer(device: Device, owner: string | null, firmware: readonly ProductFirmware[]): Record<string, unknown> {
  return {
    ...deviceAnswer(device, owner),
    firmware_version: device.firmware_version,
    firmware_product_id: device.firmware_product_id,
    desired_firmware_version: device.desired_firmware_version,
    targeted_firmware_release_version: targetVersion(device, firmware),
    development: device.development,
    quarantined: device.quarantined,
    denied: device.denied,
    groups: device.groups,
    group_ids: device.groups,
  };
}
