// What the learner chose, looked up in the cloud: ids become things, and a thing that is gone says so.
import type { WireDevice } from '../../client/cloud-answers.ts';
import type { Product } from '../../model/product.ts';
import type { Session } from './session.ts';

export interface Chosen<T> {
  /** False until the list it comes from is there. */
  known: boolean;
  /** Null when nothing is chosen, or when it is gone. */
  item: T | null;
  /** True when something is chosen that the cloud does not have any more. */
  gone: boolean;
}

const lookUp = <T extends { id: string | number }>(list: T[] | null, id: string | number | null): Chosen<T> => {
  if (list === null) return { known: false, item: null, gone: false };
  const item = id === null ? null : (list.find((one) => one.id === id) ?? null);
  return { known: true, item, gone: id !== null && item === null };
};

export const chosenDevice = (session: Session): Chosen<WireDevice> => lookUp(session.view.devices, session.choice.device);

export const chosenProduct = (session: Session): Chosen<Product> => lookUp(session.view.products, session.choice.product);
