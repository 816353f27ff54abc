// One tab a device: two that write to one board garble both.
import type { PortLike } from './port-like.ts';
import type { SerialProvider } from './serial-provider.ts';

/** Answers what gives it back, or null while another tab (or another session of this page) has it. */
export type DeviceLock = (name: string) => Promise<(() => void) | null>;

/** Web Locks of the origin. Where the browser has none, nothing is kept from anybody: the port itself refuses a second opening. */
export const createDeviceLock = (locks: LockManager | undefined = navigator.locks): DeviceLock => {
  if (!locks) return async () => () => {};
  return (name) =>
    new Promise((resolve, reject) => {
      locks
        .request(`pocket-device/${name}`, { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => resolve(() => release()));
        })
        .catch(reject);
    });
};

/** A name that two tabs agree on: serial numbers are not told to pages, so boards of one kind are counted. */
export const portLockName = async (provider: SerialProvider, port: PortLike): Promise<string> => {
  const { usbVendorId, usbProductId } = port.getInfo();
  const same = (await provider.getPorts().catch(() => [])).filter((one) => {
    const info = one.getInfo();
    return info.usbVendorId === usbVendorId && info.usbProductId === usbProductId;
  });
  return `${provider.name ?? 'usb'}/${usbVendorId ?? 0}:${usbProductId ?? 0}/${Math.max(0, same.indexOf(port))}`;
};
