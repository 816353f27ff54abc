// Sends a module over the (virtual) serial port of a board: YMODEM, as a computer would; the session proves it by the hash.
import type { WireDevice } from '../../client/cloud-client.ts';
import { deviceErrorText } from './device-error-text.ts';
import type { DeviceDesk } from './device-desk.ts';
import { FlashFailure, type FlashWay, VIRTUAL_PLATFORM } from './flash-run.ts';

export const flashOverUsb = (desk: DeviceDesk, device: WireDevice): FlashWay => {
  const session = desk.virtual(device.id);
  let whole: Promise<boolean> = Promise.resolve(false);
  const failure = (): FlashFailure => {
    const { text, next } = session.error ? deviceErrorText(session.error) : { text: 'The port was lost.', next: 'Flash again.' };
    return new FlashFailure(`${text} ${next}`);
  };
  return {
    async send(module, tell) {
      await desk.plugIn(device.id, device.name);
      if (!session.isConnected) throw failure();
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
