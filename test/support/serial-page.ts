// A page with nothing but a device session on the browser's own Web Serial: bundled by `serial-pty.site.test.ts`.
import boron from '../../src/device/boards/boron.ts';
import { createBoardCatalog } from '../../src/device/board-catalog.ts';
import { DeviceSession } from '../../src/device/serial/device-session.ts';
import { createUsbProvider } from '../../src/device/serial/usb-provider.ts';

export interface SerialPage {
  session: DeviceSession;
  provider: ReturnType<typeof createUsbProvider>;
  /** States of the session, in order, without repetitions. */
  states: string[];
  /** Messages of the log. */
  lines(): string[];
}

const boards = createBoardCatalog([boron]);
const session = new DeviceSession({ boards });
const states: string[] = [];
session.addEventListener('change', () => {
  const now = session.progress?.outcome === 'running' ? `${session.state}:${session.progress.stage}` : session.state;
  if (states.at(-1) !== now) states.push(now);
});
const page: SerialPage = {
  session,
  provider: createUsbProvider(boards.filters),
  states,
  lines: () => [...session.log].map(({ message }) => message),
};
Object.assign(window, { device: page });
