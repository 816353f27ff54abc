// One tab a device: two that write to one board garble both.

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
