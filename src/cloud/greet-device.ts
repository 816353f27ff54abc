// Takes a device's handshake: what it is and can do, stored; a device that nobody knows becomes known.
import type { Device, VariableType } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { newDevice } from '../model/new-device.ts';
import { MAX_DEVICES } from '../model/storage-limits.ts';
import type { CloudCore } from './core.ts';
import { CLAIM_TABLES, claimByCode } from './claim-device.ts';
import { deviceIdOf } from './device-access.ts';
import { deviceEvent } from './device-event.ts';
import { enterProduct } from './enter-product.ts';
import { PUBLISH_TABLES } from './core.ts';
import { updateDevice } from './release-firmware.ts';
import type { Transaction } from './ports.ts';

export interface Handshake {
  platform_id: number;
  firmware_version?: number | null | undefined;
  product_id?: number | null | undefined;
  system_firmware_version: string | null;
  functions: string[];
  variables: Record<string, VariableType>;
  app_hash?: string | null | undefined;
  subscriptions?: string[] | undefined;
  /** Whoever asked for it gets the device. */
  claim_code?: string | undefined;
}

/** Throws 400 for an id that is none. */
export function requireDeviceId(text: string | undefined): string {
  const id = deviceIdOf(text ?? '');
  if (id === null) throw new ApiError('validation', 'A device id has 24 hexadecimal characters.');
  return id;
}

/** Throws 404. */
export async function requireDevice(tx: Transaction, text: string | undefined): Promise<Device> {
  const device = await tx.get('devices', requireDeviceId(text));
  if (!device) throw new ApiError('not_found', 'Device not found. A device says who it is before anything else.');
  return device;
}

export async function greetDevice(core: CloudCore, text: string | undefined, said: Handshake): Promise<Device> {
  const id = requireDeviceId(text);
  const device = await core.write([...PUBLISH_TABLES, ...CLAIM_TABLES], async (tx) => {
    const known = await tx.get('devices', id);
    if (!known && (await tx.count('devices')) >= MAX_DEVICES)
      throw new ApiError('validation', `This cloud keeps at most ${MAX_DEVICES} devices.`);
    if (known && known.platform_id !== said.platform_id)
      throw new ApiError('conflict', `platform_id: this device is known with platform ${known.platform_id}.`);
    const before =
      known ??
      newDevice({
        id,
        name: `device_${id.slice(-6)}`,
        platform_id: said.platform_id,
        serial_number: `PC${id.slice(-10).toUpperCase()}`,
        created_at: tx.nowIso,
      });
    const described: Device = {
      ...before,
      firmware_version: said.firmware_version ?? null,
      firmware_product_id: said.product_id ?? null,
      system_firmware_version: said.system_firmware_version,
      functions: said.functions,
      variables: said.variables,
      app_hash: said.app_hash ?? null,
      subscriptions: said.subscriptions ?? [],
      last_handshake_at: tx.nowIso,
      last_heard: tx.nowIso,
      last_ip_address: '127.0.0.1',
    };
    const entered = await enterProduct(tx, described);
    await tx.put('devices', entered);
    const claimed = said.claim_code === undefined ? null : await claimByCode(tx, entered, said.claim_code);
    const greeted = claimed ?? entered;
    if (claimed) await core.publishIn(tx, { ...deviceEvent(claimed), name: 'spark/device/claim/code', data: null, origin: 'system' });
    if (greeted.app_hash !== null && greeted.app_hash !== before.app_hash)
      await core.publishIn(tx, { ...deviceEvent(greeted), name: 'spark/device/app-hash', data: greeted.app_hash, origin: 'system' });
    return greeted;
  });
  await core.link.greeted(device);
  // Its own journey: a device must not wait for its update to hear that it was heard.
  void updateDevice(core, id).catch((error: unknown) => core.ports.report?.(error));
  return device;
}
