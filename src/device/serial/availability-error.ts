// Why ports cannot be had at all, as the error that says so to people.
import { DeviceError } from '../../model/device-error.ts';
import type { DeviceErrorCode } from '../../model/device-error.ts';
import type { Availability } from './serial-provider.ts';

const codes: Record<Exclude<Availability, 'available'>, DeviceErrorCode> = {
  unsupported: 'serial_unsupported',
  insecure: 'serial_insecure',
  blocked_by_policy: 'serial_blocked',
};

/** Null where they can be had. */
export const availabilityError = (availability: Availability): DeviceError | null =>
  availability === 'available' ? null : new DeviceError(codes[availability]);
