// The rules of products: making, changing and deleting them (spec/cloud-api.md §3.1).
import { ApiError } from '../model/errors.ts';
import { PLATFORMS, platformById } from '../model/platforms.ts';
import type { Product } from '../model/product.ts';
import { slugOf } from '../model/slug.ts';
import { MAX_PRODUCTS, MAX_SETTINGS_BYTES } from '../model/storage-limits.ts';
import type { User } from '../model/user.ts';
import type { WriteTransaction } from './core.ts';
import { revokeTokens } from './issue-token.ts';
import type { TableName, Transaction } from './ports.ts';

export const NEW_PRODUCT_TABLES: readonly TableName[] = ['products', 'events', 'groups', 'devices', 'users', 'team'];
export const DELETE_PRODUCT_TABLES: readonly TableName[] = [
  'products',
  'devices',
  'integrations',
  'groups',
  'firmware',
  'binaries',
  'clients',
  'customers',
  'claim_codes',
  'team',
  'tokens',
];

/** Below it are the platform ids that sandbox devices carry as their product. */
const FIRST_ID = 1000;

/** One more than any product had, so that a new product never shows a deleted one's events. */
async function nextId(tx: Transaction): Promise<number> {
  const product = (await tx.getAll('products', { reverse: true, limit: 1 }))[0]?.id ?? 0;
  const spoken = (await tx.getAll('events', { index: 'product', reverse: true, limit: 1 }))[0]?.product_id ?? 0;
  return Math.max(FIRST_ID - 1, product, spoken) + 1;
}

async function freeSlug(tx: WriteTransaction, name: string): Promise<string> {
  for (;;) {
    const digits = String(Number.parseInt(tx.newId(8), 16) % 1000).padStart(3, '0');
    const slug = `${slugOf(name, 'product')}-v${digits}`;
    if ((await tx.count('products', { index: 'slug', only: slug })) === 0) return slug;
  }
}

async function checkName(tx: Transaction, user_id: string, name: string, except?: number): Promise<void> {
  const own = await tx.getAll('products', { index: 'user', only: user_id });
  if (own.some((product) => product.id !== except && product.name.toLowerCase() === name.toLowerCase()))
    throw new ApiError('validation', 'You have a product of that name already. Choose another name.');
  if (except === undefined && own.length >= MAX_PRODUCTS)
    throw new ApiError('validation', `An account has at most ${MAX_PRODUCTS} products. Delete one first.`);
}

function checkSettings(settings: Record<string, unknown>): void {
  if (JSON.stringify(settings).length > MAX_SETTINGS_BYTES)
    throw new ApiError('validation', `settings must have at most ${MAX_SETTINGS_BYTES} characters as JSON.`);
}

/** Throws `validation` for a taken name or a platform that has no products. */
export async function createProduct(
  tx: WriteTransaction,
  user: User,
  wish: Pick<Product, 'name' | 'description' | 'platform_id' | 'settings'>,
): Promise<Product> {
  if (!platformById(wish.platform_id)?.product) {
    const eligible = PLATFORMS.filter((platform) => platform.product).map((platform) => `${platform.id} (${platform.title})`);
    throw new ApiError('validation', `product.platform_id must be one of ${eligible.join(', ')}.`);
  }
  checkSettings(wish.settings);
  await checkName(tx, user.id, wish.name);
  const product: Product = {
    ...wish,
    id: await nextId(tx),
    slug: await freeSlug(tx, wish.name),
    user_id: user.id,
    requires_activation_codes: false,
    created_at: tx.nowIso,
  };
  await tx.put('products', product);
  return product;
}

export async function changeProduct(
  tx: WriteTransaction,
  product: Product,
  change: { name?: string | undefined; description?: string | undefined; settings?: Record<string, unknown> | undefined },
): Promise<Product> {
  if (change.name !== undefined) await checkName(tx, product.user_id, change.name, product.id);
  const next: Product = {
    ...product,
    name: change.name ?? product.name,
    description: change.description ?? product.description,
    settings: { ...product.settings, ...change.settings },
  };
  checkSettings(next.settings);
  await tx.put('products', next);
  return next;
}

/** Throws `validation` with the reason while devices or integrations are left; deletes everything else of the product. */
export async function deleteProduct(tx: WriteTransaction, product: Product): Promise<void> {
  const only = { index: 'product', only: product.id };
  const devices = await tx.count('devices', only);
  const integrations = await tx.count('integrations', only);
  const left = [
    ...(devices > 0 ? [`${devices} device${devices === 1 ? '' : 's'}`] : []),
    ...(integrations > 0 ? [`${integrations} integration${integrations === 1 ? '' : 's'}`] : []),
  ];
  if (left.length > 0) {
    const error = `The product still has ${left.join(' and ')}. Remove them first.`;
    throw new ApiError('validation', error, { body: { ok: false, error } });
  }
  for (const firmware of await tx.getAll('firmware', only)) {
    await tx.delete('binaries', firmware.binary_id);
    await tx.delete('firmware', firmware.id);
  }
  for (const customer of await tx.getAll('customers', only)) {
    for (const code of await tx.getAll('claim_codes', { index: 'customer', only: customer.id })) await tx.delete('claim_codes', code.id);
    await tx.delete('customers', customer.id);
  }
  for (const table of ['groups', 'clients', 'team'] as const)
    for (const row of await tx.getAll(table, only)) await tx.delete(table, row.id);
  await revokeTokens(tx, 'product', product.id);
  await tx.delete('products', product.id);
}

/** Products the account made or is in the team of. Tables: products, team. */
export async function productsOf(tx: Transaction, user: User): Promise<Product[]> {
  const own = await tx.getAll('products', { index: 'user', only: user.id });
  const shared: Product[] = [];
  for (const member of await tx.getAll('team')) {
    if (member.username !== user.username || member.is_programmatic) continue;
    const product = await tx.get('products', member.product_id);
    if (product && product.user_id !== user.id) shared.push(product);
  }
  return [...own, ...shared].toSorted((a, b) => a.id - b.id);
}
