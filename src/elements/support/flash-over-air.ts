// Sends a module through the cloud: the device's own word that it took it, and then its next hello.
import type { WireDevice } from '../../client/cloud-answers.ts';
import { systemClock } from '../../device/device-clock.ts';
import { createOverTheAir } from '../../device/flash/over-the-air.ts';
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import type { StoredEvent } from '../../model/event.ts';
import { deviceErrorText } from './device-error-text.ts';
import { FlashFailure, type FlashWay } from './flash-run.ts';
import type { Session } from './session.ts';

/** Real ms that a board may take to start, and to come back. */
const PATIENCE = 30_000;

const isOnline = (session: Session, id: string): boolean => session.view.devices?.find((one) => one.id === id)?.online === true;

/** Resolves when `holds` of what the page knows of its cloud; else throws the sentence. */
const wait = (session: Session, holds: () => boolean, sentence: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      session.removeEventListener('change', look);
      session.feed.removeEventListener('change', look);
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      end();
      reject(signal.reason);
    };
    const look = (): void => {
      if (!holds()) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new FlashFailure(sentence));
    }, PATIENCE);
    session.addEventListener('change', look);
    session.feed.addEventListener('change', look);
    signal.addEventListener('abort', abort, { once: true });
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
  const air = createOverTheAir(session.cloud, systemClock);
  /** Newest event before the flash. */
  let before = 0;
  return {
    async send(module, tell, signal) {
      await wake();
      const offline = `${device.name} is offline. Start it, wait for its cyan light, then flash again.`;
      await wait(session, () => isOnline(session, device.id), offline, signal);
      before = (await session.cloud.events({ limit: 1 })).events[0]?.id ?? 0;
      try {
        await session.withToken(() => air.flash(device.id, module, signal));
      } catch (error) {
        throw asFailure(error);
      }
      tell(module.length, module.length);
    },
    async restarted({ hash }, signal) {
      const release = session.feed.hold();
      const hello = ({ id, name, data, coreid }: StoredEvent): boolean =>
        id > before && name === 'spark/status' && data === 'online' && coreid === device.id;
      try {
        // Not by the time of its last hello: the cloud's clock may stand still.
        const back = (): boolean => isOnline(session, device.id) && session.feed.events.some(hello);
        await wait(session, back, `${device.name} took the build and did not come back. Press its RESET button.`, signal);
      } finally {
        release();
      }
      const running = await air.appHash(device.id);
      if (running !== null && running.toLowerCase() !== hash) throw asFailure(new DeviceError('flash_other_hash'));
    },
  };
};
