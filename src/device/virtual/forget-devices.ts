// What virtual boards keep belongs to one cloud: a cloud that was reset has new ones, also where no page shows them.
import { deleteDB, openDB } from 'idb';

/** Name of the database of the boards of the cloud at `base`: several sites, and embeds with clouds of their own, share an origin. */
export const devicesDatabase = (base: string): string => `pocket-devices:${new URL(base).pathname}`;

/** Whoever holds it runs the board, and writes what it keeps. */
export const deviceLock = (place: string, id: string): string => `pocket-virtual-device:${place}:${id}`;

/** Every page of the cloud does this, sooner or later: a board that runs is forgotten by the tab that runs it, and by nobody else. */
export const forgetDevices = async (base: string, { locks } = navigator as { locks?: LockManager }): Promise<void> => {
  const name = devicesDatabase(base);
  // Without locks nobody knows whether another tab runs one.
  if (!locks || !(await indexedDB.databases()).some((one) => one.name === name)) return;
  const database = await openDB(name);
  if (!database.objectStoreNames.contains('devices')) {
    database.close();
    return deleteDB(name);
  }
  const ids = (await database.getAllKeys('devices')) as string[];
  for (const id of ids)
    await locks.request(deviceLock(new URL(base).pathname, id), { ifAvailable: true }, async (lock) => {
      if (lock) await database.delete('devices', id);
    });
  database.close();
};
