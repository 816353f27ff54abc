// The customers of a product: people who use what it makes, without an account of their own (spec/cloud-api.md §1.5).
import { ApiError } from '../model/errors.ts';
import type { Product } from '../model/product.ts';
import { MAX_CUSTOMERS } from '../model/storage-limits.ts';
import type { Customer } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { revokeTokens } from './issue-token.ts';
import { hashPassword } from './password.ts';
import type { TableName, Transaction } from './ports.ts';

export const CUSTOMER_TABLES: readonly TableName[] = ['customers', 'clients', 'tokens', 'claim_codes', 'devices', 'products'];

export async function findCustomer(tx: Transaction, product_id: number, name: string): Promise<Customer | undefined> {
  const byEmail = (await tx.getAll('customers', { index: 'email', only: [product_id, name], limit: 1 }))[0];
  if (byEmail) return byEmail;
  const byId = await tx.get('customers', name);
  return byId?.product_id === product_id ? byId : undefined;
}

export async function knownCustomer(tx: Transaction, product: Product, name: string): Promise<Customer> {
  const customer = await findCustomer(tx, product.id, name);
  if (!customer) throw new ApiError('not_found', 'Customer not found. The product has no customer of that name.');
  return customer;
}

/** The scope that a customer's token carries. */
export const customerScope = (customer: Customer): string[] => [`customer=${customer.email}`];

/** A new password; without one the customer signs in through the product's own back end only. */
export function secretOf(tx: WriteTransaction, password: string | undefined): Pick<Customer, 'password_hash' | 'password_salt'> {
  if (password === undefined) return { password_hash: null, password_salt: null };
  const password_salt = tx.newId(24);
  return { password_salt, password_hash: hashPassword(password, password_salt) };
}

/** Throws `conflict` for a name the product has already. Tables: customers. */
export async function createCustomer(
  tx: WriteTransaction,
  product: Product,
  email: string,
  password: string | undefined,
): Promise<Customer> {
  if (await findCustomer(tx, product.id, email)) throw new ApiError('conflict', 'email is taken: the product has a customer of that name.');
  if ((await tx.count('customers', { index: 'product', only: product.id })) >= MAX_CUSTOMERS)
    throw new ApiError('validation', `A product has at most ${MAX_CUSTOMERS} customers.`);
  const customer: Customer = { id: tx.newId(24), product_id: product.id, email, ...secretOf(tx, password), created_at: tx.nowIso };
  await tx.put('customers', customer);
  return customer;
}

/** With the customer go its tokens and pending claim codes; its devices stay in the product, with nobody. */
export async function deleteCustomer(tx: WriteTransaction, customer: Customer): Promise<void> {
  await revokeTokens(tx, 'customer', customer.id);
  for (const code of await tx.getAll('claim_codes', { index: 'customer', only: customer.id })) await tx.delete('claim_codes', code.id);
  for (const device of await tx.getAll('devices', { index: 'customer', only: customer.id }))
    await tx.put('devices', { ...device, customer_id: null });
  await tx.delete('customers', customer.id);
}
