// Which events are the account's own: the cloud of a browser can have several accounts, and each sees its own log.
import type { StoredEvent } from '../../model/event.ts';
import { STARTER } from './account.ts';
import type { Session } from './session.ts';

/** Of the account, of one of its products, or of nobody. Until the account is known, the starter's page shows everything and others nothing. */
export const isOwnEvent = ({ view, account }: Session, { user_id, product_id }: Pick<StoredEvent, 'user_id' | 'product_id'>): boolean => {
  const { identity: me, products } = view;
  if (me === null) return account.username === STARTER.username;
  if (user_id === me.id || (user_id === null && product_id === null)) return true;
  if (product_id === null) return false;
  // Nobody stands on what a product said through the API; of one that is deleted, the cloud's first account keeps it.
  return products?.some(({ id }) => id === product_id) || (user_id === null && account.username === STARTER.username);
};
