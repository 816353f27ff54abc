// The cable is pulled at every single call of the port, before and within it: every operation ends with a reason, and the device is found again.
import { expect } from '@esm-bundle/chai';
import { DeviceSession } from '../../../src/device/serial/device-session.ts';
import { createVirtualProvider } from '../../../src/device/serial/virtual-provider.ts';
import { VirtualUsb } from '../../../src/device/virtual/virtual-usb.ts';
import { isDeviceError } from '../../../src/model/device-error.ts';
import { buildModule } from '../../support/build-module.ts';
import { FakeBoard } from '../../support/fake-board.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { catalog } from '../../support/session-scene.ts';
import { watchProvider } from '../../support/watched-port.ts';

const MODULE = buildModule({ payload: 'x'.repeat(2_000) });
type Work = (session: DeviceSession) => Promise<boolean>;

/** Pulls the cable at call number `at`. Answers the number of calls. */
const life = async (work: Work, at: number, when: 'before' | 'within'): Promise<number> => {
  const clock = createManualDeviceClock();
  const board = new FakeBoard(clock);
  const usb = new VirtualUsb(board, { clock });
  const why: string[] = [];
  let count = 0;
  let counting = true;
  const provider = watchProvider(createVirtualProvider(usb), (name) => {
    if (!counting) return;
    count += 1;
    if (count !== at) return;
    why.push(`${when} ${name}, call ${at}`);
    if (when === 'before') usb.unplug();
    else queueMicrotask(() => usb.unplug());
  });
  let held = 0;
  const session = new DeviceSession({
    boards: catalog,
    clock,
    lock: async () => {
      held += 1;
      return () => (held -= 1);
    },
  });
  const told = (): string => `${why.join()}: ${session.state}, ${session.error?.code ?? 'no error'}`;
  let ended: boolean | null = null;
  const all = (async () => ((await session.attach(provider)) ? work(session) : false))().then((value) => (ended = value));
  await clock
    .until(() => ended !== null, 400_000, 'an end')
    .catch(() => {
      throw new Error(`It never ends. ${told()}`);
    });
  await all;
  counting = false;
  expect(session.busy, told()).to.equal(false);
  // A port that was gone before anybody touched it is no error: there is none.
  if (!ended && session.state !== 'idle') expect(isDeviceError(session.error), told()).to.equal(true);
  if (at !== Infinity) {
    await clock.pass(20_000);
    usb.plug();
    await clock.pass(3_000);
    // Whoever never had the port asks for it once more, as a person would.
    if (session.state !== 'logging') {
      const again = session.attach(provider);
      await clock.pass(3_000);
      expect(await again, told()).to.equal(true);
    }
    expect(session.state, told()).to.equal('logging');
    expect(held, told()).to.equal(1);
  }
  const leaving = session.disconnect();
  await clock.pass(60_000);
  await leaving;
  expect([session.state, held, usb.port?.readable ?? null], told()).to.deep.equal(['idle', 0, null]);
  expect(clock.waiting, `nothing waits any more. ${told()}`).to.equal(0);
  return count;
};

for (const [name, work] of [
  ['identification', (session) => session.identify()],
  ['flash', (session) => session.flash(MODULE)],
] as [string, Work][])
  it(`an ${name} whose cable is pulled at any call ends with a reason`, async () => {
    const calls = await life(work, Infinity, 'before');
    expect(calls).to.be.greaterThan(30);
    const all: Promise<number>[] = [];
    for (let at = 1; at <= calls; at += 1) all.push(life(work, at, 'before'), life(work, at, 'within'));
    await Promise.all(all);
  }).timeout(60_000);
