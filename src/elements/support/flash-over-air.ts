// Sends a module through the cloud: the device's own word that it took it, and then its next hello.
import type { WireDevice } from '../../client/cloud-client.ts';
import { systemClock } from '../../device/device-clock.ts';
import { createOverTheAir } from '../../device/flash/over-the-air.ts';
import { isDeviceError } from '../../model/device-error.ts';
import { deviceErrorText } from './device-error-text.ts';
import { FlashFailure, type FlashWay } from './flash-run.ts';
import type { Session } from './session.ts';

/** Real ms that a board may take to start, and to come back. */
const PATIENCE = 30_000;

const deviceNow = (session: Session, id: string): WireDevice | undefined => session.view.devices?.find((one) => one.id === id);

/** Resolves when `true` is what the cloud says of its devices; else throws the sentence. */
const wait = (session: Session, holds: () => boolean, sentence: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      if (!holds()) return;
      clearTimeout(timer);
      session.removeEventListener('change', look);
      resolve();
    };
    const timer = setTimeout(() => {
      session.removeEventListener('change', look);
      reject(new FlashFailure(sentence));
    }, PATIENCE);
    session.addEventListener('change', look);
    look();
  });

/** Throws what went wrong as a sentence for people. */
const asFailure = (error: unknown): unknown => {
  if (!isDeviceError(error)) return error;
  const { text, next } = deviceErrorText(error);
  return new FlashFailure(`${text} ${next}`);
};

/** `wake` starts the board, where this page runs it. */
export const flashOverAir = (session: Session, device: WireDevice, wake: () => Promise<void>): FlashWay => {
  let hello: string | null = null;
  return {
    async send(module, tell) {
      await wake();
      const offline = `${device.name} is offline. Start it, wait for its cyan light, then flash again.`;
      await wait(session, () => deviceNow(session, device.id)?.online === true, offline);
      hello = deviceNow(session, device.id)?.last_handshake_at ?? null;
      try {
        await session.withToken(() => createOverTheAir(session.cloud, systemClock).flash(device.id, module, new AbortController().signal));
      } catch (error) {
        throw asFailure(error);
      }
      tell(module.length, module.length);
    },
    restarted: () =>
      wait(
        session,
        () => {
          const now = deviceNow(session, device.id);
          return now?.online === true && now.last_handshake_at !== hello;
        },
        `${device.name} took the build and did not come back. Press its RESET button.`,
      ),
  };
};
