// The IndexedDB store keeps what every store keeps, over reopening, upgrades and a full disk.
import { expect } from '@esm-bundle/chai';
import { deleteDB, openDB, unwrap } from 'idb';
import { upgradeSchema } from '../../src/adapters/idb-schema.ts';
import { createIdbStore } from '../../src/adapters/idb-store.ts';
import { ApiError } from '../../src/model/errors.ts';
import { createTestCloud } from '../support/test-cloud.ts';
import { storeConformance } from '../conformance/store.ts';

let count = 0;
const name = () => `test-${++count}`;

after(async () => {
  for (const { name } of await indexedDB.databases()) if (name?.startsWith('test-')) void deleteDB(name);
});

storeConformance('indexeddb', async () => createIdbStore(name()));

it('what one store wrote, another store of the same name reads', async () => {
  const database = name();
  await createIdbStore(database).transaction(['server_state'], 'readwrite', (tx) => tx.put('server_state', { id: 'a', state: { n: 1 } }));
  const row = await createIdbStore(database).transaction(['server_state'], 'readonly', (tx) => tx.get('server_state', 'a'));
  expect(row).to.deep.equal({ id: 'a', state: { n: 1 } });
});

it('a connection that the browser closed is opened again', async () => {
  const database = name();
  const store = createIdbStore(database);
  await store.transaction(['server_state'], 'readwrite', (tx) => tx.put('server_state', { id: 'a', state: 1 }));
  await deleteDB(database); // makes the open connection give way, as clearing site data does
  const row = await store.transaction(['server_state'], 'readonly', (tx) => tx.get('server_state', 'a'));
  expect(row).to.equal(undefined);
});

it('a cloud whose site data was cleared starts over at the next call', async () => {
  const database = name();
  const { call, login } = createTestCloud({ store: createIdbStore(database) });
  const token = await login();
  expect((await call('GET', '/v1/devices', { token })).status).to.equal(200);
  await deleteDB(database);
  expect((await call('GET', '/v1/devices', { token })).status).to.equal(401);
  expect((await call('GET', '/v1/devices', { token: await login() })).json.length).to.equal(1);
});

it('a full disk is told as quota_exceeded and loses nothing', async () => {
  const store = createIdbStore(name());
  await store.transaction(['server_state'], 'readwrite', (tx) => tx.put('server_state', { id: 'a', state: 1 }));
  const error = await store
    .transaction(['server_state'], 'readwrite', async (tx) => {
      await tx.put('server_state', { id: 'a', state: 2 });
      throw new DOMException('full', 'QuotaExceededError');
    })
    .catch((thrown: unknown) => thrown);
  expect(error).to.be.instanceOf(ApiError).with.property('code', 'quota_exceeded');
  const row = await store.transaction(['server_state'], 'readonly', (tx) => tx.get('server_state', 'a'));
  expect(row?.state).to.equal(1);
});

it('an older database gets its missing tables and indexes, and its rows are migrated', async () => {
  const database = name();
  const old = await openDB(database, 1, {
    upgrade(db) {
      db.createObjectStore('devices', { keyPath: 'id' }).createIndex('gone', 'x');
    },
  });
  // More rows than one page of the migration.
  const writing = old.transaction('devices', 'readwrite');
  for (let n = 0; n < 1100; n++) void writing.store.put({ id: `a${n}` });
  for (const id of ['d', 'e']) void writing.store.put({ id, owner_id: 'u', product_id: 3, serial_number: 's' });
  await writing.done;
  old.close();
  const db = await openDB(database, 2, {
    upgrade: (raw, from, _to, tx) =>
      upgradeSchema(unwrap(raw), from, unwrap(tx), [
        { version: 2, why: '', rows: { devices: (row) => (row['id'] === 'e' ? null : { ...row, notes: 'moved' }) } },
      ]),
  });
  expect(await db.getAllFromIndex('devices', 'owner', 'u')).to.deep.equal([
    { id: 'd', owner_id: 'u', product_id: 3, serial_number: 's', notes: 'moved' },
  ]);
  expect(await db.count('devices')).to.equal(1101);
  expect((await db.getAll('devices')).every(({ notes }) => notes === 'moved')).to.equal(true);
  expect([...db.transaction('devices').store.indexNames]).to.not.include('gone');
  expect(db.objectStoreNames.contains('events')).to.equal(true);
  db.close();
});
