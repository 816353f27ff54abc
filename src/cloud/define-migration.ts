// What a version of the schema changes for rows that an older version wrote: in a database, and in an exported file.
import type { TableName } from './ports.ts';

export type MigratedRow = Record<string, unknown>;

export interface Migration {
  /** The schema it leads to. */
  version: number;
  /** What is better now, as a sentence. */
  why: string;
  /**
   * A row of the version before as this version wants it, or null: it is not kept. Rows of a file come from anywhere: an odd one is
   * handed on as it is, and refused later. Tables and indexes are no business of a migration: the store makes them (`ports.ts`).
   */
  rows: { readonly [N in TableName]?: (row: MigratedRow) => MigratedRow | null };
}

/** Checked by a test over the catalog: versions rise by one from 2. */
export const defineMigration = (migration: Migration): Migration => migration;
