// The device side of a page, put together when an element first needs it: kinds of boards, real ports, virtual boards.
import { createBoardCatalog } from '../device/board-catalog.ts';
import type { Board } from '../device/define-board.ts';
import { createUsbProvider } from '../device/serial/usb-provider.ts';
import { rememberBridge } from '../elements/support/bridge-memory.ts';
import { DeviceDesk } from '../elements/support/device-desk.ts';
import type { Session } from '../elements/support/session.ts';
import { sessionRack } from '../elements/support/session-rack.ts';

const boards = import.meta.glob<Board>('../device/boards/*.ts', { eager: true, import: 'default' });

let desk: DeviceDesk | null = null;

/** The same desk at every call: a page has one of each device. */
export const openDevices = (session: Session): DeviceDesk => {
  if (desk) return desk;
  const catalog = createBoardCatalog(Object.values(boards));
  desk = new DeviceDesk({
    boards: catalog,
    usb: createUsbProvider(catalog.filters),
    rack: sessionRack(session),
    cloud: session.cloud,
  });
  rememberBridge(session, desk.real.bridge);
  return desk;
};
