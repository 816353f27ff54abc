// Databases of every version become one of today's; one of tomorrow's is left alone.
import { expect } from '@esm-bundle/chai';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { IDB_VERSION } from '../../src/adapters/idb-schema.ts';
import { createIdbStore } from '../../src/adapters/idb-store.ts';
import { MIGRATIONS, migrateRow, SCHEMA } from '../../src/cloud/migrations.ts';
import { createTestCloud } from '../support/test-cloud.ts';

/** Tables and indexes as schema 1 had them. Never changes. */
const VERSION_1: Record<string, Record<string, string | string[]>> = {
  settings: {},
  users: { username: 'username' },
  tokens: { user: 'user_id', customer: 'customer_id', refresh: 'refresh_token', product: 'product_id' },
  clients: { user: 'user_id', product: 'product_id' },
  customers: { product: 'product_id', email: ['product_id', 'email'] },
  claim_codes: { customer: 'customer_id' },
  team: { product: 'product_id' },
  mails: {},
  devices: { owner: 'owner_id', product: 'product_id', customer: 'customer_id', serial: 'serial_number' },
  products: { user: 'user_id', slug: 'slug' },
  groups: { product: 'product_id' },
  firmware: { product: 'product_id' },
  binaries: {},
  integrations: { user: 'user_id', product: 'product_id' },
  health: {},
  events: { journey: 'journey', user: ['user_id', 'id'], product: ['product_id', 'id'], coreid: ['coreid', 'id'] },
  deliveries: { journey: 'journey', integration: ['integration_id', 'seq'], seq: 'seq' },
  limits: {},
  jobs: { due: ['due', 'id'] },
  server_requests: { host: ['host', 'id'], journey: 'journey' },
  server_state: {},
};
const NUMBERED = ['mails', 'events', 'jobs', 'server_requests'];

interface Kept {
  tables: Record<string, { id: string | number }[]>;
}
/** A cloud that a build of schema 1 wrote, with a signed-in account, a product and two deliveries. */
const readKept = async (): Promise<Kept> => (await fetch('/test/fixtures/clouds/version-1.json')).json();
const TOKEN = '229cc6ad1f0fbcdc1dcb8a862a659575e5320855';

const makeVersion1 = async (database: string, kept: Kept): Promise<void> => {
  const db = await openDB(database, 1, {
    upgrade(raw) {
      for (const [table, indexes] of Object.entries(VERSION_1)) {
        const store = raw.createObjectStore(table, { keyPath: 'id', autoIncrement: NUMBERED.includes(table) });
        for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
      }
    },
  });
  for (const [table, rows] of Object.entries(kept.tables)) for (const row of rows) await db.put(table, row);
  db.close();
};

const databases: string[] = [];
const newName = (): string => {
  const name = `migrated-${databases.length}`;
  databases.push(name);
  return name;
};
after(async () => {
  for (const name of databases) void deleteDB(name);
});

it('the versions rise by one from 2, each says why, and the last is what this build writes', () => {
  expect(MIGRATIONS.map(({ version }) => version)).to.deep.equal(MIGRATIONS.map((_, at) => at + 2));
  for (const { why } of MIGRATIONS) expect(why).to.match(/^[A-Z].*\.$/);
  expect([SCHEMA, IDB_VERSION]).to.deep.equal([2, 2]);
});

it('a row goes through every version it has not seen, in order, until one drops it', () => {
  const step = (version: number, change: (row: Record<string, unknown>) => Record<string, unknown> | null) => ({
    version,
    why: '',
    rows: { users: change },
  });
  const steps = [
    step(2, (row) => ({ ...row, seen: [2] })),
    step(3, (row) => ({ ...row, seen: [...((row['seen'] as number[]) ?? []), 3] })),
    step(4, (row) => (row['id'] === 'gone' ? null : row)),
  ];
  expect(migrateRow('users', { id: 'a' }, 1, steps)).to.deep.equal({ id: 'a', seen: [2, 3] });
  expect(migrateRow('users', { id: 'a' }, 2, steps)).to.deep.equal({ id: 'a', seen: [3] });
  expect(migrateRow('users', { id: 'gone' }, 1, steps)).to.equal(null);
  expect(migrateRow('teams' as 'team', { id: 'a' }, 1, steps)).to.deep.equal({ id: 'a' });
});

it('a database of version 1 goes on as this version: nothing is lost, and its deliveries are found by owner', async () => {
  const database = newName();
  const kept = await readKept();
  await makeVersion1(database, kept);
  const { call } = createTestCloud({ store: createIdbStore(database) });
  const { id } = (await call('GET', '/v1/user/identify', { token: TOKEN })).json;
  const [product] = (await call('GET', '/v1/user/products', { token: TOKEN })).json.products;
  expect(product).to.include({ name: 'Old lamp', user: 'student@example.com' });
  const found = async (query: string): Promise<string[]> =>
    (await call('GET', `/pocket/deliveries${query}`)).json.deliveries.map((row: { event_name: string }) => row.event_name);
  expect(await found(`?user=${id}`)).to.deep.equal(['glow', 'FirstEvent']);
  expect(await found(`?product=${product.id}`)).to.deep.equal(['glow']);
  const now = (await call('GET', '/pocket/export')).json;
  expect([now.schema, now.tables.settings[0].schema]).to.deep.equal([2, 2]);
  for (const [table, rows] of Object.entries(kept.tables)) if (table !== 'settings') expect(now.tables[table], table).to.deep.equal(rows);
  // It goes on counting where it stopped.
  await call('POST', '/v1/devices/events', { token: TOKEN, body: { name: 'next' } });
  const [next] = (await call('GET', '/pocket/events?limit=1')).json.events;
  expect(next).to.include({ name: 'next', id: kept.tables['events']!.length + 1 });
});

it('a file of version 1 is imported as this version', async () => {
  const kept = await readKept();
  const { call } = createTestCloud();
  expect((await call('POST', '/pocket/import', { body: kept })).json).to.deep.equal({ ok: true });
  const { id } = (await call('GET', '/v1/user/identify', { token: TOKEN })).json;
  expect((await call('GET', `/pocket/deliveries?user=${id}`)).json.deliveries.length).to.equal(2);
  expect((await call('GET', '/pocket/export')).json).to.include({ schema: 2 });
  expect((await call('GET', '/pocket/settings')).json.schema).to.equal(2);
});

it('a database of a newer version is left as it is, and every answer says what to do', async () => {
  const database = newName();
  const newer = (version: number, upgrade: (raw: IDBPDatabase) => void = () => {}) => openDB(database, version, { upgrade });
  const db = await newer(SCHEMA + 1, (raw) => raw.createObjectStore('tomorrow', { keyPath: 'id' }));
  await db.put('tomorrow', { id: 'a', kept: true });
  db.close();
  const { call } = createTestCloud({ store: createIdbStore(database) });
  for (const path of ['/v1/devices', '/pocket/info', '/pocket/export']) {
    const { status, json } = await call('GET', path, { token: TOKEN });
    expect([status, json.ok]).to.deep.equal([503, false]);
    expect(json.error).to.match(/newer version of this site keeps your cloud.*Nothing was changed.*Reload the page/);
  }
  const after = await newer(SCHEMA + 1);
  expect([[...after.objectStoreNames], await after.getAll('tomorrow')]).to.deep.equal([['tomorrow'], [{ id: 'a', kept: true }]]);
  after.close();
});

it('a page of an older version lets a newer one take the database over', async () => {
  const database = newName();
  const old = createTestCloud({ store: createIdbStore(database) });
  const token = await old.login();
  // A newer build opens it while the older one holds it.
  (await openDB(database, SCHEMA + 1, { upgrade() {} })).close();
  const { status, json } = await old.call('GET', '/v1/devices', { token });
  expect([status, json.error.includes('Reload the page')]).to.deep.equal([503, true]);
});

it('a file of a newer version is refused with what to do, and changes nothing', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const file = (await call('GET', '/pocket/export')).json;
  for (const [schema, sentence] of [
    [SCHEMA + 1, /newer version of this site wrote this file \(schema 3; this one reads up to 2\)\. Reload the page/],
    [0, /no version/],
    ['2', /no version/],
    [1.5, /no version/],
  ] as const) {
    const { status, json } = await call('POST', '/pocket/import', { body: { ...file, schema } });
    expect(status).to.equal(400);
    expect(json.errors[0]).to.match(sentence);
  }
  expect((await call('GET', '/v1/devices', { token })).json.length).to.equal(1);
});

it('a file of an older version with an odd row is refused by name, not by a crash', async () => {
  const kept = await readKept();
  const { call } = createTestCloud();
  for (const row of [5, null, 'x', [], {}]) {
    const { status, json } = await call('POST', '/pocket/import', { body: { ...kept, tables: { ...kept.tables, deliveries: [row] } } });
    expect(status).to.equal(400);
    expect(json.errors[0]).to.contain('tables.deliveries[0]');
  }
});
