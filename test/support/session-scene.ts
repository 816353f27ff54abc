// A device session on a fake port and a manual clock, ready for faults.
import { createBoardCatalog } from '../../src/device/board-catalog.ts';
import type { Board } from '../../src/device/define-board.ts';
import { DeviceSession } from '../../src/device/serial/device-session.ts';
import type { SessionOptions } from '../../src/device/serial/device-session.ts';
import { FakePort, FakeProvider } from './fake-port.ts';
import { createManualDeviceClock } from './manual-device-clock.ts';
import type { ManualDeviceClock } from './manual-device-clock.ts';

const boards = Object.values(import.meta.glob<Board>('../../src/device/boards/*.ts', { eager: true, import: 'default' }));
export const catalog = createBoardCatalog(boards);

export interface SessionScene {
  clock: ManualDeviceClock;
  port: FakePort;
  provider: FakeProvider;
  session: DeviceSession;
  /** States in the order they were entered. */
  states: string[];
  /** Raw text of the lines, markers in brackets. */
  lines(): string[];
  /** Connects, and lets what follows settle. */
  connect(): Promise<void>;
}

export const sessionScene = (options: Partial<SessionOptions> = {}): SessionScene => {
  const clock = createManualDeviceClock();
  const port = new FakePort();
  const provider = new FakeProvider(port);
  provider.picked = port;
  const session = new DeviceSession({ boards: catalog, clock, lock: async () => () => {}, ...options });
  const states: string[] = [];
  session.addEventListener('change', () => {
    if (states.at(-1) !== session.state) states.push(session.state);
  });
  return {
    clock,
    port,
    provider,
    session,
    states,
    lines: () => [...session.log].map(({ kind, raw }) => (kind === 'marker' ? `[${raw}]` : raw)),
    async connect() {
      const connecting = session.connect(provider);
      await clock.pass(0);
      await connecting;
    },
  };
};
