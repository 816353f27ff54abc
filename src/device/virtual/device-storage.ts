// What a virtual device keeps while it is off: its image, its memory and how its switches stand. A database of its own beside the cloud's.
import { openDB, type IDBPDatabase } from 'idb';
import type { Wave } from './wave.ts';

export interface KeptDevice {
  /** The installed module; null: what the device came with. */
  image: Uint8Array | null;
  eeprom: Uint8Array | null;
  /** Of the run before, and the hash of the firmware that they belong to. */
  retained: { hash: string; bytes: Uint8Array } | null;
  /** How often it started. */
  boots: number;
  power: boolean;
  network: boolean;
  waves: Record<number, Wave>;
}

export const nothingKept = (): KeptDevice => ({
  image: null,
  eeprom: null,
  retained: null,
  boots: 0,
  power: true,
  network: true,
  waves: {},
});

export interface DeviceStorage {
  /** Never rejects: what cannot be read was not kept. */
  read(id: string): Promise<KeptDevice>;
  /** In the order of the calls. Never rejects: what cannot be written is kept until the page goes. */
  write(id: string, change: Partial<KeptDevice>): Promise<void>;
  forget(id: string): Promise<void>;
}

/** In memory: for tests, and where the browser keeps nothing. */
export function createMemoryDeviceStorage(): DeviceStorage {
  const kept = new Map<string, KeptDevice>();
  return {
    read: async (id) => ({ ...(kept.get(id) ?? nothingKept()) }),
    async write(id, change) {
      kept.set(id, { ...(kept.get(id) ?? nothingKept()), ...change });
    },
    async forget(id) {
      kept.delete(id);
    },
  };
}

/** In IndexedDB. `name` is the site's own: several sites may share an origin. */
export function createDeviceStorage(name: string): DeviceStorage {
  const memory = createMemoryDeviceStorage();
  let opening: Promise<IDBPDatabase> | null = null;
  const open = (): Promise<IDBPDatabase> =>
    (opening ??= openDB(name, 1, {
      upgrade(database) {
        database.createObjectStore('devices');
      },
      // Site data was cleared, or a newer version wants the database: the next call opens it again.
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
      terminated: () => (opening = null),
    }));
  /** One more try with a new connection: the first may have been closed under us. */
  const using = async <T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch {
      opening = null;
      return work(await open());
    }
  };
  /** What could not be written: newer in memory than in the database. */
  const unwritten = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done;
    return done;
  };
  return {
    read: (id) =>
      inOrder(async () => {
        if (unwritten.has(id)) return memory.read(id);
        try {
          const row = (await using((database) => database.get('devices', id))) as KeptDevice | undefined;
          await memory.write(id, { ...nothingKept(), ...row });
        } catch {
          // Memory has what there is.
        }
        return memory.read(id);
      }),
    write: (id, change) =>
      inOrder(async () => {
        await memory.write(id, change);
        const newer = unwritten.has(id) ? await memory.read(id) : change;
        try {
          await using(async (database) => {
            const tx = database.transaction('devices', 'readwrite');
            const row = (await tx.store.get(id)) as KeptDevice | undefined;
            await tx.store.put({ ...nothingKept(), ...row, ...newer }, id);
            await tx.done;
          });
          unwritten.delete(id);
        } catch {
          // Full or blocked: it lives as long as the page.
          unwritten.add(id);
        }
      }),
    forget: (id) =>
      inOrder(async () => {
        await memory.forget(id);
        unwritten.delete(id);
        try {
          await using((database) => database.delete('devices', id));
        } catch {
          // What the database still has is older than nothing.
          unwritten.add(id);
        }
      }),
  };
}
