// The client as a lesson's requests use it: a board that runs in this page is started before it is called, and a product is deleted in
// agreement with what the page still reads of it.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { Session } from './session.ts';

const PRODUCT = /^\/v1\/products\/(\d+)$/;
const DEVICE = /^\/v1\/(?:products\/\d+\/)?devices\/([^/]+)(?:\/\w+)?$/;
const VIRTUAL = 3;
/** How long a board may take until it is online, real ms. */
const PATIENCE = 15_000;

/** Returns when the board is online, or does not come; what the cloud then says of it is the answer. */
async function wake(session: Session, id: string): Promise<void> {
  const board = session.view.devices?.find((one) => one.id === id || one.name === id);
  if (!board || board.platform_id !== VIRTUAL || board.online) return;
  const { sessionRack } = await import('./session-rack.ts');
  sessionRack(session).device(board.id, board.name);
  const isOnline = (): boolean => session.view.devices?.find((one) => one.id === board.id)?.online === true;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      session.removeEventListener('change', look);
      resolve();
    };
    const look = (): void => {
      if (isOnline()) end();
    };
    const timer = setTimeout(end, PATIENCE);
    session.addEventListener('change', look);
    look();
  });
}

export const carefulCloud = (session: Session): Pick<CloudClient, 'call'> => ({
  async call<T>(...[method, path, options]: Parameters<CloudClient['call']>): Promise<T> {
    const { cloud, view } = session;
    // Functions and flashes are answered by the board itself.
    const device = method === 'POST' || method === 'PUT' ? DEVICE.exec(path)?.[1] : undefined;
    if (device !== undefined) await wake(session, device);
    const product = method === 'DELETE' ? PRODUCT.exec(path)?.[1] : undefined;
    if (product === undefined) return cloud.call<T>(method, path, options);
    let answer: T | undefined;
    await view.removeProduct(Number(product), async () => {
      answer = await cloud.call<T>(method, path, options);
    });
    return answer as T;
  },
});
