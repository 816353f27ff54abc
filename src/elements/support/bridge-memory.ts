// Remembers which boards the visitor brought into the cloud over USB, so that a reload asks nothing again.
import type { Bridge } from '../../device/serial/bridge.ts';
import { STARTER } from './account.ts';
import type { Session } from './session.ts';

/** So many boards are remembered: the last ones. */
const MOST = 50;

/** What one account brought in is not another's. */
const keyOf = ({ account }: Session): string => `bridged${account.username === STARTER.username ? '' : `/${account.username}`}`;

const bridgedBoards = (session: Session): string[] => {
  const kept = session.memory.read(keyOf(session));
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
};

/** The visitor's word about one board: brings its events in from now on, or never again by itself. */
export const bringEvents = (session: Session, bridge: Bridge, device: string, on: boolean): void => {
  const others = bridgedBoards(session).filter((id) => id !== device);
  session.memory.write(keyOf(session), on ? [...others, device].slice(-MOST) : others);
  if (on) bridge.start();
  else bridge.stop();
};

/** Brings a board in again that was brought in before, as soon as it has said who it is, while it is one of the account's devices. */
export const rememberBridge = (session: Session, bridge: Bridge): void => {
  const look = (): void => {
    const id = bridge.hello?.id;
    if (id === undefined || bridge.started || !bridgedBoards(session).includes(id)) return;
    if (session.view.devices?.some((device) => device.id === id)) bridge.start();
  };
  bridge.addEventListener('change', look);
  session.addEventListener('change', look);
};
