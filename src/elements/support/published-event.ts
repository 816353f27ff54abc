// Publishes, and finds the event that came of it: the API's answer names none.
import type { Session } from './session.ts';
import type { StoredEvent } from '../../model/event.ts';

export interface Publish {
  name: string;
  data: string;
  product: number | null;
  /** Another token than the account's. */
  as?: string;
}

/** Null when others published so much meanwhile that ours cannot be told from theirs. The answer comes after the commit. */
export const publishAndFind = async (session: Session, { name, data, product, as }: Publish): Promise<StoredEvent | null> => {
  await session.cloud.publish({ name, data }, product, as);
  const { events } = await session.cloud.events({ prefix: name, limit: 20 });
  return (
    events.find((event) => event.origin === 'api' && event.name === name && event.data === data && event.product_id === product) ?? null
  );
};
