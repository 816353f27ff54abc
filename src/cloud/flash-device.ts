// Sends a module to a device over the air and tells how it went as `spark/flash/status` events (spec/cloud-api.md §2.6).
import type { Device } from '../model/device.ts';
import { ApiError } from '../model/errors.ts';
import { MODULE_PROBLEMS, readModule, type FirmwareModule } from '../model/firmware-module.ts';
import { platformTitle } from '../model/platforms.ts';
import { MAX_MODULE_BYTES } from '../model/storage-limits.ts';
import type { CloudCore } from './core.ts';
import { deviceEvent } from './device-event.ts';

/** Ms that a device may take to receive and check a module. */
const TIMEOUT = 120_000;

const FAILURES = { offline: 'device went offline', timed_out: 'timed out', unknown: 'refused by the device' } as const;

/** Reads a module for `platform_id`. Throws `validation` with what is wrong and what to do. */
export function checkModule(bytes: Uint8Array, platform_id: number): FirmwareModule {
  if (bytes.byteLength > MAX_MODULE_BYTES) throw new ApiError('too_large', `A module has at most ${MAX_MODULE_BYTES} bytes.`);
  const read = readModule(bytes);
  if (!read.ok) throw new ApiError('validation', MODULE_PROBLEMS[read.problem]);
  if (read.module.platform_id !== platform_id)
    throw new ApiError(
      'validation',
      `The module was built for ${platformTitle(read.module.platform_id)}, not for ${platformTitle(platform_id)}. Compile it for the right platform.`,
    );
  return read.module;
}

/** The answer for a device that cannot be reached: what the CLI and the demo expect of a flash. */
const unreachable = (): ApiError =>
  new ApiError('device_offline', 'The device is offline.', { status: 500, body: { ok: false, code: 500, errors: ['Request Timed Out'] } });

/**
 * Starts the update of an online device and returns; how it ends is told as an event. Throws when the device is offline, the
 * module is not for it, or its makers switched updates off.
 */
export async function flashDevice(core: CloudCore, device: Device, bytes: Uint8Array): Promise<void> {
  checkModule(bytes, device.platform_id);
  if (!device.firmware_updates_enabled && !device.firmware_updates_forced)
    throw new ApiError(
      'validation',
      'Updates of this device are switched off. Set firmware_updates_enabled or firmware_updates_forced first.',
    );
  if (!core.link.isOpen(device.id)) throw unreachable();
  const status = { ...deviceEvent(device), name: 'spark/flash/status', origin: 'system' } as const;
  const { journey } = await core.publish({ ...status, data: `started ${bytes.byteLength}` });
  const end = async (): Promise<void> => {
    const result = await core.link.call(device.id, { type: 'flash', bytes }, TIMEOUT);
    const data = result.ok ? 'success' : `failed ${FAILURES[result.code]}`;
    await core.publish({ ...status, data, journey });
  };
  // The caller has its answer when the update starts; a link that dies with the worker ends the update on the device's side too.
  void end().catch((error: unknown) => core.ports.report?.(error));
}
