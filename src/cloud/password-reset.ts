// Forgotten passwords of accounts and customers: a mail with a code, a page a product can brand, one new password (spec/cloud-api.md §1.3, §1.5).
import { ApiError } from '../model/errors.ts';
import { resetPage, type ResetPage } from '../model/reset-page.ts';
import type { Customer, User } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { revokeTokens } from './issue-token.ts';
import { hashPassword } from './password.ts';
import type { TableName, Transaction } from './ports.ts';
import { sendMail } from './send-mail.ts';

/** One hour, ms. */
const LIFE = 3_600_000;
export const RESET_TABLES: readonly TableName[] = ['users', 'customers', 'products', 'mails', 'tokens'];

type Person = { table: 'users'; row: User } | { table: 'customers'; row: Customer };

/** Mails a link to the page where a new password is set. Tables: RESET_TABLES. */
export async function mailReset(tx: WriteTransaction, person: Person): Promise<void> {
  // The code begins with the row's id, so that finding it needs no index; the secret is the rest.
  const code = `${person.table === 'users' ? 'u' : 'c'}-${person.row.id}-${tx.newId(40)}`;
  const password_reset = { code, expires_at: new Date(tx.now + LIFE).toISOString() };
  if (person.table === 'users') await tx.put('users', { ...person.row, password_reset });
  else await tx.put('customers', { ...person.row, password_reset });
  const page = await pageOf(tx, person);
  await sendMail(tx, {
    to: person.table === 'users' ? person.row.username : person.row.email,
    subject: `${page.title}: set a new password`,
    text: `Someone asked for a new password for your account. Open the link within an hour to set it. If it was not you, do nothing: your password stays as it is.`,
    link: `reset-password/?code=${code}`,
  });
}

async function pageOf(tx: Transaction, person: Person): Promise<ResetPage> {
  if (person.table === 'users') return resetPage(undefined, 'Pocket Cloud');
  const product = await tx.get('products', person.row.product_id);
  return resetPage(product?.settings['password_reset'], product?.name ?? 'Pocket Cloud');
}

/** Who asked with this code. Throws 404 when it is unknown, used or too old. */
async function personOf(tx: Transaction, code: string, now: number): Promise<Person> {
  const [, kind, id] = /^([uc])-([0-9a-f]{24})-[0-9a-f]{40}$/.exec(code) ?? [];
  const row = id === undefined ? undefined : kind === 'u' ? await tx.get('users', id) : await tx.get('customers', id);
  const reset = row?.password_reset;
  if (!row || reset?.code !== code || Date.parse(reset.expires_at) <= now)
    throw new ApiError('not_found', 'This link was used or is older than an hour. Ask for a new mail.');
  return 'username' in row ? { table: 'users', row } : { table: 'customers', row };
}

/** What the page shows: whose password, and the product's looks. */
export async function readReset(tx: Transaction, code: string, now: number): Promise<ResetPage & { username: string }> {
  const person = await personOf(tx, code, now);
  return { username: person.table === 'users' ? person.row.username : person.row.email, ...(await pageOf(tx, person)) };
}

/** Sets the password, forgets the code and revokes every token: whoever knew the old password is out. */
export async function finishReset(tx: WriteTransaction, code: string, password: string): Promise<void> {
  const person = await personOf(tx, code, tx.now);
  const password_salt = tx.newId(24);
  const secret = { password_salt, password_hash: hashPassword(password, password_salt), password_reset: undefined };
  if (person.table === 'users') {
    if (password.length < 8) throw new ApiError('validation', 'password must have at least 8 characters.');
    await tx.put('users', { ...person.row, ...secret });
    await revokeTokens(tx, 'user', person.row.id);
  } else {
    await tx.put('customers', { ...person.row, ...secret });
    await revokeTokens(tx, 'customer', person.row.id);
  }
}
