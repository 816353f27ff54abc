// Deletes an account and everything that only it had.
import { ApiError } from '../model/errors.ts';
import type { User } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { revokeTokens } from './issue-token.ts';
import type { TableName } from './ports.ts';

export const ACCOUNT_TABLES: readonly TableName[] = ['users', 'tokens', 'clients', 'products', 'devices', 'integrations', 'health', 'team'];

/** Throws `validation` while the account has products: other people's devices may be in them. */
export async function deleteAccount(tx: WriteTransaction, user: User): Promise<void> {
  const products = await tx.count('products', { index: 'user', only: user.id });
  if (products > 0) throw new ApiError('validation', 'Delete the products of the account first.');
  for (const device of await tx.getAll('devices', { index: 'owner', only: user.id }))
    await tx.put('devices', { ...device, owner_id: null });
  // What a product has stays with the product, whoever made it.
  for (const hook of await tx.getAll('integrations', { index: 'user', only: user.id })) {
    if (hook.product_id !== null) continue;
    await tx.delete('integrations', hook.id);
    await tx.delete('health', hook.id);
  }
  for (const client of await tx.getAll('clients', { index: 'user', only: user.id }))
    if (client.product_id === null) await tx.delete('clients', client.id);
  for (const member of await tx.getAll('team')) if (member.username === user.username) await tx.delete('team', member.id);
  await revokeTokens(tx, 'user', user.id);
  await tx.delete('users', user.id);
}
