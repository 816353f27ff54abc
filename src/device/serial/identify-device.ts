// Asks a device who it is: first over the bridge, which disturbs nothing, then in listening mode (spec/device.md §1.3, §8).
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import { sleep } from '../device-clock.ts';
import { ListeningConsole } from './listening.ts';
import type { SystemInfo } from './module-info.ts';
import { LISTENING_RATE, LOG_RATE } from './port-connection.ts';
import { serialRefusal } from './flash-strategy.ts';
import type { SessionReach } from './session-reach.ts';

/** The firmware answers from its loop, which may be busy, ms. */
const BRIDGE_MS = 1500;

const overBridge = async ({ session, clock, signal }: SessionReach): Promise<void> => {
  if (session.bridge.hello) return;
  session.bridge.ask();
  const heard = new AbortController();
  const listen = (): void => {
    if (session.bridge.hello) heard.abort();
  };
  session.bridge.addEventListener('change', listen);
  await sleep(clock, BRIDGE_MS, AbortSignal.any([heard.signal, signal])).catch(() => {});
  session.bridge.removeEventListener('change', listen);
  signal.throwIfAborted();
};

/** Puts the device into listening mode, by the rate that does it on Device OS 0.5 to 5.9, and talks to its console. */
export const whileListening = async <T>(
  reach: SessionReach,
  work: (console: ListeningConsole) => Promise<T>,
  rate = LISTENING_RATE,
): Promise<T> => {
  const { link, clock, signal } = reach;
  await link.reopen(rate, signal);
  reach.become('listening');
  return link.converse((channel) => work(new ListeningConsole(channel, clock, signal)), { private: false });
};

/** Throws `listening_not_reached` when nothing answers. */
export const readSystem = async (console: ListeningConsole, reach: SessionReach): Promise<SystemInfo> => {
  const os_version = await console.version();
  reach.learn({ os_version });
  const info = await console.systemInfo();
  reach.learn({
    platform_id: info.p,
    modules: info.m,
    app_hash: info.m.find(({ f, l }) => f === 'u' && l === 'm')?.u ?? null,
    source: 'listening',
  });
  return info;
};

/** Fills the session's identity. Throws `listening_not_reached` where the device has to be put into listening mode by hand. */
export const askDevice = async (reach: SessionReach): Promise<void> => {
  await overBridge(reach);
  const { board, identity } = reach.session;
  const found = identity?.os_version ?? null;
  // From Device OS 6 on nothing but its own button brings a device into listening mode: then its console answers at any rate.
  const byHand = serialRefusal({ board, os_version: found }) !== null;
  try {
    await whileListening(
      reach,
      async (console) => {
        await readSystem(console, reach);
        reach.learn({ id: await console.deviceId() });
        reach.learn({ claimed: await console.claimed().catch(() => null) });
        await console.leave();
      },
      byHand ? LOG_RATE : LISTENING_RATE,
    );
  } catch (error) {
    if (byHand && found !== null && isDeviceError(error) && error.code === 'listening_not_reached')
      throw new DeviceError(error.code, error.detail, { found });
    throw error;
  }
  await reach.link.reopen(LOG_RATE, reach.signal);
};
