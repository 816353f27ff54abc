// The store in IndexedDB: state that outlives the tab, with its schema versions.
import type { Store } from '../cloud/ports.ts';
import { ApiError } from '../model/errors.ts';
import { IDB_VERSION, upgradeSchema } from './idb-schema.ts';
import { idbTransaction } from './idb-transaction.ts';

const isQuota = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

/** The database has a higher version than ours: this page or worker is the older one of two builds. Nothing of it was opened. */
const isNewer = (error: unknown): boolean => error instanceof DOMException && error.name === 'VersionError';
const newerCloud = (): ApiError =>
  new ApiError(
    'newer_cloud',
    'A newer version of this site keeps your cloud, and this page is of an older one. Nothing was changed. Reload the page to get the newer version.',
  );

/** `lost`: the connection is of no use any more. */
const open = (name: string, lost: () => void): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, IDB_VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      const tx = request.transaction as IDBTransaction;
      upgradeSchema(request.result, oldVersion, tx).catch((error: unknown) => {
        reject(error);
        tx.abort();
      });
    };
    request.onsuccess = () => {
      const db = request.result;
      // A newer version of the site wants to change the schema: let it.
      db.onversionchange = () => {
        db.close();
        lost();
      };
      db.onclose = lost;
      resolve(db);
    };
    request.onerror = () => reject(isNewer(request.error) ? newerCloud() : request.error);
  });

/** Settles with the transaction. */
const ended = (raw: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    raw.oncomplete = () => resolve();
    raw.onabort = () => reject(raw.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
  });

/** `name` is the database's. Throws nothing until it is used. */
export function createIdbStore(name = 'pocket-cloud'): Store {
  let connection: Promise<IDBDatabase> | null = null;
  const listeners: (() => void)[] = [];

  const lose = (): void => {
    connection = null;
    for (const listener of listeners) listener();
  };

  const connect = (): Promise<IDBDatabase> => {
    connection ??= open(name, lose).catch((error: unknown) => {
      connection = null;
      throw error;
    });
    return connection;
  };

  async function begin(names: readonly string[], mode: IDBTransactionMode): Promise<IDBTransaction> {
    try {
      return (await connect()).transaction([...names], mode, { durability: 'relaxed' });
    } catch (error) {
      // The browser closed the connection behind our back (cleared data, a suspended tab): once more, on a new one.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      lose();
      return (await connect()).transaction([...names], mode, { durability: 'relaxed' });
    }
  }

  return {
    saved: true,
    onLost: (listener) => void listeners.push(listener),
    async transaction(names, mode, work) {
      const raw = await begin(names, mode);
      const end = ended(raw);
      try {
        const result = await work(idbTransaction(raw));
        raw.commit();
        await end;
        return result;
      } catch (error) {
        try {
          raw.abort();
        } catch {
          // It ended by itself; the reason is in `error`.
        }
        await end.catch(() => undefined);
        if (isQuota(error) || isQuota(raw.error))
          throw new ApiError(
            'quota_exceeded',
            'The browser gives this site no more storage. Nothing was changed. Export your cloud, then reset it or free some space.',
          );
        throw error;
      }
    },
  };
}
