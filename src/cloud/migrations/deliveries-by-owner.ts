// Schema 2: the log of deliveries is read by account and by product, however many others there are.
import { defineMigration } from '../define-migration.ts';

export const deliveriesByOwner = defineMigration({
  version: 2,
  why: 'Deliveries are found by the account and by the product whose webhook sent them.',
  // Two indexes of `deliveries`; its rows have had both fields from the start.
  rows: {},
});
