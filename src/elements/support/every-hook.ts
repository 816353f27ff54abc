// All webhooks of the account: those of its sandbox and those of each of its products.
import type { Integration } from '../../model/integration.ts';
import type { Session } from './session.ts';

export interface OwnedHook {
  hook: Integration;
  /** Name of the product; null: the sandbox. */
  product: string | null;
}

/** Products' first, by name; null until every list is there. Lists that cannot be read are left out. */
export const everyHook = ({ view }: Session): OwnedHook[] | null => {
  const { products } = view;
  const sandbox = view.integrations(null);
  if (products === null || sandbox === null) return null;
  const owned: OwnedHook[] = [];
  for (const { id, name } of products.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const hooks = view.integrations(id);
    if (hooks === null && !view.errorOf(`integrations/${id}`)) return null;
    for (const hook of hooks ?? []) owned.push({ hook, product: name });
  }
  return [...owned, ...sandbox.map((hook) => ({ hook, product: null }))];
};
