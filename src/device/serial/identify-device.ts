// Asks a device who it is: first over the bridge, which disturbs nothing, then in listening mode (spec/device.md §1.3, §8).
import { DeviceError } from '../../model/device-error.ts';
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
export const whileListening = async <T>(reach: SessionReach, work: (console: ListeningConsole) => Promise<T>): Promise<T> => {
  const { link, clock, signal } = reach;
  await link.reopen(LISTENING_RATE, signal);
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
  if (serialRefusal({ board, os_version: identity?.os_version ?? null }))
    // From Device OS 6 on nothing but its own button brings a device into listening mode.
    throw new DeviceError('listening_not_reached', 'Device OS 6', identity?.os_version ? { found: identity.os_version } : {});
  await whileListening(reach, async (console) => {
    await readSystem(console, reach);
    reach.learn({ id: await console.deviceId() });
    reach.learn({ claimed: await console.claimed().catch(() => null) });
    await console.leave();
  });
  await reach.link.reopen(LOG_RATE, reach.signal);
};
