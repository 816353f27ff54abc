// The wire shape of a product (spec/cloud-api.md §3.1).
import type { Product } from '../model/product.ts';
import type { TableName, Transaction } from './ports.ts';

export const PRODUCT_ANSWER_TABLES: readonly TableName[] = ['products', 'groups', 'devices', 'users', 'team'];

export async function productAnswer(tx: Transaction, product: Product): Promise<Record<string, unknown>> {
  const groups = await tx.getAll('groups', { index: 'product', only: product.id });
  return {
    id: product.id,
    platform_id: product.platform_id,
    name: product.name,
    slug: product.slug,
    description: product.description,
    user: (await tx.get('users', product.user_id))?.username ?? '',
    groups: groups.map((group) => group.name),
    settings: { location: {}, known_application: { opt_in: false }, quarantine: true, ...product.settings },
    device_count: await tx.count('devices', { index: 'product', only: product.id }),
    requires_activation_codes: false,
  };
}
