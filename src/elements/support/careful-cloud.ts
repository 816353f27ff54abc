// The client as a lesson's requests use it: a product is deleted in agreement with what the page still reads of it.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { Session } from './session.ts';

const PRODUCT = /^\/v1\/products\/(\d+)$/;

export const carefulCloud = ({ cloud, view }: Session): Pick<CloudClient, 'call'> => ({
  async call<T>(...[method, path, options]: Parameters<CloudClient['call']>): Promise<T> {
    const product = method === 'DELETE' ? PRODUCT.exec(path)?.[1] : undefined;
    if (product === undefined) return cloud.call<T>(method, path, options);
    let answer: T | undefined;
    await view.removeProduct(Number(product), async () => {
      answer = await cloud.call<T>(method, path, options);
    });
    return answer as T;
  },
});
