// The key under which an element finds the devices of its page: the virtual boards and the sessions with all ports.
import { createContext } from '@lit/context';
import type { DeviceDesk } from './device-desk.ts';

/** Loads the device side on the first need, and answers the same one ever after: most pages are read without a device. */
export type DeviceDeskSource = () => Promise<DeviceDesk>;

export const deviceContext = createContext<DeviceDeskSource>(Symbol.for('pocket-devices'));
