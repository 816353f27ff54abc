// Flashes a device through the visitor's cloud, as a program would: a PUT with the binary, then the cloud's own events.
import type { CloudClient } from '../../client/cloud-client.ts';
import { CloudUnreachable } from '../../client/cloud-unreachable.ts';
import { DeviceError } from '../../model/device-error.ts';
import { ApiError } from '../../model/errors.ts';
import type { StoredEvent } from '../../model/event.ts';
import type { DeviceClock } from '../device-clock.ts';

export interface OverTheAir {
  /** Resolves when the device took the module. Throws `flash_ota_failed`, `flash_no_answer`, or the signal's reason. */
  flash(device: string, module: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The hash the device said at its last hello, 64 hex; null when it never did. */
  appHash(device: string): Promise<string | null>;
}

/** The cloud gives a device 120 s to take a module. */
const FLASH_MS = 130_000;
const STATUS = 'spark/flash/status';
const HASH = 'spark/device/app-hash';

export const createOverTheAir = (cloud: Pick<CloudClient, 'flashDevice' | 'events' | 'stream'>, clock: DeviceClock): OverTheAir => ({
  async flash(device, module, signal) {
    const { events } = await cloud.events({ limit: 1 });
    let settle: (error: DeviceError | null) => void = () => {};
    const settled = new Promise<DeviceError | null>((resolve) => (settle = resolve));
    const stream = cloud.stream(`/pocket/events/stream?prefix=${STATUS}&after=${events[0]?.id ?? 0}`, {
      onEvent: ({ data }) => {
        const event = JSON.parse(data) as StoredEvent;
        if (event.coreid !== device || event.name !== STATUS) return;
        if (event.data === 'success') settle(null);
        else if (event.data?.startsWith('failed')) settle(new DeviceError('flash_ota_failed', event.data));
      },
    });
    const late = clock.after(FLASH_MS, () => settle(new DeviceError('flash_no_answer', 'over the air')));
    const stop = (): void => settle(new DeviceError('flash_not_proven', 'Nobody waits any more; the device goes on by itself.'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await cloud.flashDevice(device, module);
      const error = await settled;
      if (error) throw error;
    } catch (error) {
      if (error instanceof ApiError || error instanceof CloudUnreachable) throw new DeviceError('flash_ota_failed', error.message);
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      late();
      stream.close();
    }
  },
  async appHash(device) {
    const { events } = await cloud.events({ device, prefix: HASH, limit: 1 });
    return events[0]?.data ?? null;
  },
});
