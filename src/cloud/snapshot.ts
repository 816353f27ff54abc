// The whole cloud as one file, and back: export, import, reset. Each is one transaction.
import type { CloudSettings } from '../model/cloud-state.ts';
import { ApiError } from '../model/errors.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { CloudCore } from './core.ts';
import { TABLE_NAMES, type TableName, type Transaction } from './ports.ts';
import { checkRow, isTable } from './row-shape.ts';
import { migrateRow, SCHEMA } from './migrations.ts';
import { firstSettings, writeStarterAccount } from './starter-account.ts';

export interface Snapshot {
  format: 'pocket-cloud';
  schema: number;
  exported_at: string;
  /** Said in the file itself, for whoever is about to send it to somebody. */
  contains: string;
  /** Rows by table; bytes as base64. */
  tables: Record<string, unknown[]>;
}

const CONTAINS =
  'Everything in this cloud: accounts with password digests, access tokens, client secrets, webhook settings with their credentials, events, mails and binaries. Anyone who has this file can use them.';
const MAX_ROWS = 200_000;
/** As `PUT /pocket/clock` takes it. */
const MAX_RATE = 1000;
/** Years in which a cloud can live: dates stay dates however long it is fast-forwarded. */
const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(3000);

function bytesOf(text: unknown, at: number): Uint8Array {
  try {
    return fromBase64(text as string);
  } catch {
    throw new ApiError('validation', `tables.binaries[${at}].bytes is not base64.`);
  }
}

export async function exportCloud(core: CloudCore): Promise<Snapshot> {
  const tables: Snapshot['tables'] = {};
  // One transaction: a file must not hold half a publish.
  await core.read(TABLE_NAMES, async (tx) => {
    for (const table of TABLE_NAMES) tables[table] = await tx.getAll(table);
  });
  tables['binaries'] = (tables['binaries'] as { bytes: Uint8Array }[]).map((row) => ({ ...row, bytes: toBase64(row.bytes) }));
  const exported_at = new Date(Math.floor(core.ports.clock.now())).toISOString();
  return { format: 'pocket-cloud', schema: SCHEMA, exported_at, contains: CONTAINS, tables };
}

async function clear(tx: Transaction): Promise<void> {
  for (const table of TABLE_NAMES) await tx.deleteRange(table, {});
}

/** Every follower must forget what it knew: streams end, pages read again. */
function startOver(core: CloudCore, settings: CloudSettings): void {
  core.settings = settings;
  core.callers.changed(TABLE_NAMES);
  core.ports.clock.set(settings.time);
  core.timeline.startsAt(settings.time.epoch);
  core.changeFeed.timeSet(settings.time);
  // Settings first: a page that hears of them forgets what it knew, before it asks for rows that are gone.
  for (const table of new Set<TableName>(['settings', ...TABLE_NAMES])) core.changed({ table, ids: [] });
}

/** Throws 400 for a file that this build cannot read, with what to do. */
function schemaOf({ schema }: Record<string, unknown>): number {
  if (!Number.isInteger(schema) || (schema as number) < 1)
    throw new ApiError('validation', 'schema: this is no version of an exported file.');
  if ((schema as number) > SCHEMA)
    throw new ApiError(
      'validation',
      `schema: a newer version of this site wrote this file (schema ${String(schema)}; this one reads up to ${SCHEMA}). Reload the page to get that version, then import it again. Nothing was changed.`,
    );
  return schema as number;
}

/** What is no row at all is left for the check to name. */
const newer = (table: TableName, row: unknown, schema: number): unknown[] => {
  if (typeof row !== 'object' || row === null) return [row];
  const migrated = migrateRow(table, row as Record<string, unknown>, schema);
  return migrated ? [migrated] : [];
};

/** Parses `file` as far as the cloud relies on it. Throws 400 that names what is wrong. */
function parse(file: Record<string, unknown>): { table: TableName; rows: Record<string, unknown>[] }[] {
  if (file['format'] !== 'pocket-cloud') throw new ApiError('validation', 'format: this is not a file that a Pocket Cloud exported.');
  const schema = schemaOf(file);
  const given = file['tables'];
  if (typeof given !== 'object' || given === null) throw new ApiError('validation', 'tables: the file has no tables.');
  let count = 0;
  const tables = Object.entries(given).map(([table, rows]) => {
    if (!isTable(table)) throw new ApiError('validation', `tables.${table.slice(0, 64)}: there is no such table.`);
    if (!Array.isArray(rows)) throw new ApiError('validation', `tables.${table} must be a list.`);
    count += rows.length;
    if (count > MAX_ROWS) throw new ApiError('too_large', `The file holds more than ${MAX_ROWS} rows.`);
    const migrated = schema === SCHEMA ? rows : rows.flatMap((row: unknown) => newer(table, row, schema));
    migrated.forEach((row: unknown, at) => {
      checkRow(table, row, at);
      if (table === 'binaries') row['bytes'] = bytesOf(row['bytes'], at);
      // No link survives an export.
      if (table === 'devices') row['online'] = false;
      if (table === 'jobs') row['lease_until'] = 0;
    });
    return { table, rows: migrated as Record<string, unknown>[] };
  });
  const settings = tables.find(({ table }) => table === 'settings')?.rows;
  if (settings?.length !== 1 || settings[0]?.['id'] !== 'settings') throw new ApiError('validation', 'tables.settings must hold one row.');
  return tables;
}

function checkSettings(row: Record<string, unknown>): CloudSettings {
  const time = row['time'] as Record<string, unknown>;
  const sound =
    ['epoch', 'origin', 'rate'].every((field) => Number.isFinite(time[field])) &&
    (time['rate'] as number) >= 0 &&
    (time['rate'] as number) <= MAX_RATE;
  if (!sound) throw new ApiError('validation', 'tables.settings[0].time is not a time.');
  if (row['rules'] !== '2016' && row['rules'] !== 'current')
    throw new ApiError('validation', 'tables.settings[0].rules is 2016 or current.');
  return row as unknown as CloudSettings;
}

/** Replaces everything by the file's rows, or changes nothing. Time goes on from the moment of the export. */
export async function importCloud(core: CloudCore, file: Record<string, unknown>): Promise<void> {
  const tables = parse(file);
  const given = checkSettings(tables.find(({ table }) => table === 'settings')?.rows[0] as Record<string, unknown>);
  const exported = Date.parse(String(file['exported_at']));
  const epoch = exported > EARLIEST && exported < LATEST ? exported : core.ports.clock.real();
  const settings: CloudSettings = { ...given, schema: SCHEMA, time: { epoch, origin: core.ports.clock.real(), rate: given.time.rate } };
  await core.ports.store.transaction(TABLE_NAMES, 'readwrite', async (tx) => {
    await clear(tx);
    for (const { table, rows } of tables) for (const row of rows) await tx.put(table, row);
    await tx.put('settings', settings);
  });
  for (const { table, rows } of tables)
    if (table === 'events') for (const { id } of rows) core.newest = Math.max(core.newest, id as number);
  startOver(core, settings);
}

/** A new cloud with its starter account. The same seed gives the same ids again. */
export async function resetCloud(core: CloudCore, seed: string): Promise<void> {
  const settings = firstSettings(core.ports, seed);
  await core.ports.store.transaction(TABLE_NAMES, 'readwrite', async (tx) => {
    await clear(tx);
    await writeStarterAccount(core.ports, tx, settings);
  });
  startOver(core, settings);
  // Said of no other change: its virtual boards are new too, while a file brings back those that there were.
  core.changed({ table: 'settings', ids: ['reset'] });
}
