// Finds an account by its name and password.
import type { User } from '../model/user.ts';
import { passwordMatches } from './password.ts';
import type { Transaction } from './ports.ts';

export async function userByName(tx: Transaction, username: string): Promise<User | undefined> {
  return (await tx.getAll('users', { index: 'username', only: username.trim().toLowerCase(), limit: 1 }))[0];
}

/** Null when there is no such account or the password is another. Tables: users. */
export async function userByLogin(tx: Transaction, username: string, password: string): Promise<User | null> {
  const user = await userByName(tx, username);
  return user && passwordMatches(password, user.password_salt, user.password_hash) ? user : null;
}
