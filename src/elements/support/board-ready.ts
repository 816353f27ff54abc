// Starts a virtual board and waits until it can be flashed in the way that was chosen.
import type { WireDevice } from '../../client/cloud-answers.ts';
import type { FlashStrategy } from '../../device/serial/session-state.ts';
import { DeviceError } from '../../model/device-error.ts';
import type { DeviceDesk } from './device-desk.ts';
import type { Session } from './session.ts';

/** How long a board may take to start and reach the cloud, real ms. */
const READY_MS = 30_000;

export interface ReadyWish {
  session: Session;
  desk: DeviceDesk;
  board: WireDevice;
  way: FlashStrategy;
  signal: AbortSignal;
}

/** Throws `flash_ota_failed` or `port_not_back` when it takes too long, or the signal's reason. */
export const boardReady = async ({ session, desk, board, way, signal }: ReadyWish): Promise<void> => {
  await desk.plugIn(board.id, board.name);
  const there = (): boolean =>
    way === 'ota' ? session.view.devices?.find(({ id }) => id === board.id)?.online === true : desk.virtual(board.id).isConnected;
  signal.throwIfAborted();
  if (there()) return;
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (there()) end(resolve);
    };
    const abort = (): void => end(() => reject(signal.reason));
    const end = (settle: () => void): void => {
      late();
      session.removeEventListener('change', look);
      desk.removeEventListener('change', look);
      signal.removeEventListener('abort', abort);
      settle();
    };
    const late = desk.clock.after(READY_MS, () => end(() => reject(new DeviceError(way === 'ota' ? 'flash_ota_failed' : 'port_not_back'))));
    session.addEventListener('change', look);
    desk.addEventListener('change', look);
    signal.addEventListener('abort', abort);
  });
};
