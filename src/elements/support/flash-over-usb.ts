// Sends a module over the (virtual) serial port of a board: YMODEM, as a computer would; the session proves it by the hash.
import type { WireDevice } from '../../client/cloud-answers.ts';
import { deviceErrorText } from './device-error-text.ts';
import type { DeviceDesk } from './device-desk.ts';
import { FlashFailure, type FlashWay, VIRTUAL_PLATFORM } from './flash-run.ts';

/** Real ms that a board may take to start. */
const PATIENCE = 20_000;

export const flashOverUsb = (desk: DeviceDesk, device: WireDevice): FlashWay => {
  const session = desk.virtual(device.id);
  let whole: Promise<boolean> = Promise.resolve(false);
  const failure = (): FlashFailure => {
    const { text, next } = session.error
      ? deviceErrorText(session.error)
      : { text: `${device.name} has no port.`, next: 'Switch it on, or close other tabs of this site, then flash again.' };
    return new FlashFailure(`${text} ${next}`);
  };
  /** A board that was off has no port before it started. */
  const connected = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (session.isConnected) end(resolve);
        else if (session.state === 'error') end(() => reject(failure()));
      };
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        session.removeEventListener('change', look);
        settle();
      };
      const timer = setTimeout(() => end(() => reject(failure())), PATIENCE);
      session.addEventListener('change', look);
      look();
    });
  return {
    async send(module, tell, signal) {
      signal.addEventListener('abort', () => session.cancel(), { once: true });
      await desk.plugIn(device.id, device.name);
      await connected();
      // Called off before there was anything to call off.
      signal.throwIfAborted();
      const sent = new Promise<void>((resolve) => {
        const look = (): void => {
          const { progress } = session;
          if (!progress) return;
          tell(progress.sent, progress.total);
          if (progress.stage !== 'restart' && progress.stage !== 'verify' && progress.outcome === 'running') return;
          session.removeEventListener('change', look);
          resolve();
        };
        session.addEventListener('change', look);
      });
      whole = session.flash(module, { strategy: 'ymodem', device: device.id, platform_id: VIRTUAL_PLATFORM });
      // A refusal before the first byte ends the flash without another stage.
      await Promise.race([sent, whole]);
      if (session.progress?.outcome === 'failed' || session.progress?.outcome === 'cancelled') throw failure();
    },
    async restarted() {
      if (!(await whole)) throw failure();
    },
  };
};
