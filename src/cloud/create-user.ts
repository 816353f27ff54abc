// Makes an account.
import { ApiError } from '../model/errors.ts';
import { MAX_USERS } from '../model/storage-limits.ts';
import type { User } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { hashPassword } from './password.ts';
import { userByName } from './user-login.ts';

/** Throws `validation` when the name is taken. Tables: users. */
export async function createUser(
  tx: WriteTransaction,
  account: { username: string; password: string; account_info?: User['account_info'] | undefined },
): Promise<User> {
  if (await userByName(tx, account.username)) throw new ApiError('validation', 'That username is taken. Sign in, or choose another.');
  if ((await tx.count('users')) >= MAX_USERS) throw new ApiError('validation', `This cloud keeps at most ${MAX_USERS} accounts.`);
  const password_salt = tx.newId(24);
  const user: User = {
    id: tx.newId(24),
    username: account.username,
    password_salt,
    password_hash: hashPassword(account.password, password_salt),
    account_info: account.account_info ?? {},
    created_at: tx.nowIso,
  };
  await tx.put('users', user);
  return user;
}
