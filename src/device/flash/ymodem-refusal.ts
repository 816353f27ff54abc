// What a device printed when it gave up a transfer, as an error with a name (spec/device.md §1.4).
import { DeviceError } from '../../model/device-error.ts';

/** The error that the text after CAN CAN stands for. */
export function refusalFrom(text: string): DeviceError {
  const detail = text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  // Since 2019 a negative decimal number; before, bits in hex that say nothing to a person.
  const failed = /Validation failed: (-?\d+|0x[\da-f]+)/i.exec(text);
  if (failed) {
    const number = Number(failed[1]);
    if (number === -1380) return new DeviceError('flash_disabled', detail, { number });
    return new DeviceError('flash_invalid', detail, { number });
  }
  if (text.includes('no longer supported')) return new DeviceError('flash_not_offered', detail);
  if (text.includes('higher than the allowed space')) return new DeviceError('flash_too_large', detail);
  if (text.includes('Failed to save chunk')) return new DeviceError('flash_not_saved', detail);
  if (text.includes('Aborted by user')) return new DeviceError('flash_aborted_on_device', detail);
  if (text.includes('Failed to receive')) return new DeviceError('flash_not_received', detail);
  return new DeviceError('flash_refused', detail);
}
