// Every change of the schema, oldest first: one file each in `migrations/`.
import type { MigratedRow, Migration } from './define-migration.ts';
import { deliveriesByOwner } from './migrations/deliveries-by-owner.ts';
import type { TableName } from './ports.ts';

export const MIGRATIONS: readonly Migration[] = [deliveriesByOwner];

/** The version of rows, tables and indexes that this build writes. */
export const SCHEMA = 1 + MIGRATIONS.length;

/** A row that schema `from` wrote as this schema has it, or null when it is not kept. */
export function migrateRow(table: TableName, row: MigratedRow, from: number, migrations = MIGRATIONS): MigratedRow | null {
  let migrated: MigratedRow | null = row;
  for (const { version, rows } of migrations) {
    const change = version > from ? rows[table] : undefined;
    if (migrated && change) migrated = change(migrated);
  }
  return migrated;
}
