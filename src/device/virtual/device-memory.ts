// What one board keeps, as it stands: read once, and every change written down until the board is gone.
import { nothingKept, type DeviceStorage, type KeptDevice } from './device-storage.ts';

export interface DeviceMemory {
  readonly kept: KeptDevice;
  load(): Promise<void>;
  keep(change: Partial<KeptDevice>): void;
  /** As it came from the factory. */
  forget(): Promise<void>;
  /** Nothing is written from now on: another tab may have the board. */
  close(): void;
}

export function createDeviceMemory(id: string, storage: DeviceStorage): DeviceMemory {
  let kept = nothingKept();
  let open = true;
  return {
    get kept() {
      return kept;
    },
    async load() {
      kept = await storage.read(id);
    },
    keep(change) {
      kept = { ...kept, ...change };
      if (open) void storage.write(id, change);
    },
    forget() {
      kept = nothingKept();
      return storage.forget(id);
    },
    close() {
      open = false;
    },
  };
}
