// Devices for element tests: a rack of boards without firmware and real ports that are fake, on one manual clock.
import { ContextProvider } from '@lit/context';
import type { SerialProvider } from '../../src/device/serial/serial-provider.ts';
import type { VirtualBoard } from '../../src/device/virtual/virtual-board.ts';
import { rememberBridge } from '../../src/elements/support/bridge-memory.ts';
import { DeviceDesk } from '../../src/elements/support/device-desk.ts';
import type { BoardRack } from '../../src/elements/support/device-desk.ts';
import { deviceContext } from '../../src/elements/support/device-source.ts';
import type { ElementPage } from './element-page.ts';
import { FakeBoard } from './fake-board.ts';
import { FakePort, FakeProvider } from './fake-port.ts';
import { createManualDeviceClock } from './manual-device-clock.ts';
import type { ManualDeviceClock } from './manual-device-clock.ts';
import { catalog } from './session-scene.ts';

export class FakeRack extends EventTarget implements BoardRack {
  devices: (VirtualBoard & { state?: string })[] = [];
  constructor(readonly make: (id: string) => VirtualBoard) {
    super();
  }
  device(id: string): VirtualBoard {
    let board = this.devices.find((one) => one.id === id);
    if (!board) {
      board = this.make(id);
      this.devices.push(board);
      this.dispatchEvent(new Event('change'));
    }
    return board;
  }
}

export interface DevicePage {
  clock: ManualDeviceClock;
  desk: DeviceDesk<FakeRack>;
  rack: FakeRack;
  port: FakePort;
  usb: FakeProvider;
  /** The virtual board of the starter account, once it was started. */
  board(): FakeBoard;
}

export const openDevicePage = (page: ElementPage, { usb }: { usb?: SerialProvider } = {}): DevicePage => {
  const clock = createManualDeviceClock();
  const port = new FakePort();
  const ports = new FakeProvider();
  ports.picked = port;
  const rack = new FakeRack((id) => Object.defineProperty(new FakeBoard(clock), 'id', { value: id }));
  const desk = new DeviceDesk({ boards: catalog, usb: usb ?? ports, rack, cloud: page.session.cloud, clock, lock: async () => () => {} });
  rememberBridge(page.session, desk.real.bridge);
  new ContextProvider(page.stage, { context: deviceContext, initialValue: async () => desk });
  return { clock, desk, rack, port, usb: ports, board: () => rack.devices[0] as unknown as FakeBoard };
};
