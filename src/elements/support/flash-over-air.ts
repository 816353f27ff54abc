// Sends a module through the cloud: `PUT /v1/devices/:id`, then the device's own word that it took it and came back.
import type { WireDevice } from '../../client/cloud-client.ts';
import type { StoredEvent } from '../../model/event.ts';
import { errorFromAnswer } from '../../client/error-from-answer.ts';
import { errorText } from './error-text.ts';
import { FlashFailure, type FlashWay } from './flash-run.ts';
import type { Session } from './session.ts';

/** Real ms without a word of the device: then it did not take it. */
const PATIENCE = 60_000;
const STATUS = 'spark/flash/status';

/** Resolves when `find` answers something, asked after each batch of events and each change of the session. */
const wait = <T>(session: Session, find: () => T | null | undefined, sentence: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      session.feed.removeEventListener('change', look);
      session.removeEventListener('change', look);
    };
    const look = (): void => {
      const found = find();
      if (found === null || found === undefined) return;
      end();
      resolve(found);
    };
    const timer = setTimeout(() => {
      end();
      reject(new FlashFailure(sentence));
    }, PATIENCE);
    session.feed.addEventListener('change', look);
    session.addEventListener('change', look);
    look();
  });

const deviceNow = (session: Session, id: string): WireDevice | undefined => session.view.devices?.find((one) => one.id === id);

/** `ready` brings the device online, where this page can. */
export const flashOverAir = (session: Session, device: WireDevice, ready: () => Promise<void> = async () => {}): FlashWay => {
  let handshake: string | null = null;
  return {
    async send(module, tell) {
      await ready();
      const release = session.feed.hold();
      try {
        await wait(session, () => session.feed.state === 'live' || null, 'Your cloud does not answer. Reload the page and flash again.');
        await wait(
          session,
          () => deviceNow(session, device.id)?.online || null,
          `${device.name} is offline. Start it, wait for its cyan light, then flash again.`,
        );
        handshake = deviceNow(session, device.id)?.last_handshake_at ?? null;
        const before = session.feed.events[0]?.id ?? 0;
        await put(session, device.id, module);
        tell(module.length, module.length);
        const said = ({ id, name, coreid }: StoredEvent): boolean => id > before && name === STATUS && coreid === device.id;
        const ending = await wait(
          session,
          () => session.feed.events.find((event) => said(event) && /^(success|failed)/.test(event.data ?? '')),
          `${device.name} did not say that it took the build. It still runs the one before.`,
        );
        if (!ending.data?.startsWith('success'))
          throw new FlashFailure(
            `${device.name} ${(ending.data ?? '').replace(/^failed /, '').replace('refused by the device', 'refused the build')}. It still runs the one before.`,
          );
      } finally {
        release();
      }
    },
    async restarted() {
      await wait(
        session,
        () => {
          const now = deviceNow(session, device.id);
          return (now?.online && now.last_handshake_at !== handshake) || null;
        },
        `${device.name} took the build and did not come back. Press its RESET button.`,
      );
    },
  };
};

const put = (session: Session, device: string, module: Uint8Array): Promise<void> =>
  session.withToken(async () => {
    const body = new FormData();
    body.set('file_type', 'binary');
    body.set('file', new File([module as Uint8Array<ArrayBuffer>], 'firmware.bin', { type: 'application/octet-stream' }));
    const headers = { authorization: `Bearer ${await session.ensureToken()}` };
    let answer: Response;
    try {
      answer = await session.cloud.raw(`/v1/devices/${encodeURIComponent(device)}`, { method: 'PUT', headers, body });
    } catch {
      throw new FlashFailure('Your cloud does not answer. Reload the page and flash again.');
    }
    if (answer.ok) return;
    const error = errorFromAnswer(answer.status, await answer.json().catch(() => ({})), answer.headers.get('retry-after'));
    if (error?.code === 'invalid_token') throw error;
    const { text, next } = errorText(error);
    throw new FlashFailure(`${text} ${next}`);
  });
