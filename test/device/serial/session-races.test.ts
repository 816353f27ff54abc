import { expect } from '@esm-bundle/chai';
import { createDeviceLock } from '../../../src/device/serial/device-lock.ts';
import { FakePort } from '../../support/fake-port.ts';
import { sessionScene } from '../../support/session-scene.ts';

it('two ports at once: the later one is open, the earlier one is free, one lock is held', async () => {
  let held = 0;
  const scene = sessionScene({
    lock: async () => {
      held += 1;
      return () => (held -= 1);
    },
  });
  const { session, port, provider, clock } = scene;
  const other = new FakePort();
  provider.ports.push(other);
  const first = session.open(provider, port);
  const second = session.open(provider, other);
  await clock.pass(10_000);
  expect([await first, await second]).to.deep.equal([false, true]);
  expect(session.state).to.equal('logging');
  expect(port.readable).to.equal(null);
  expect(other.readable?.locked).to.equal(true);
  expect(held).to.equal(1);
});

it('disconnected while the port opens: nothing stays open', async () => {
  const { session, port, provider, clock } = sessionScene();
  const opening = session.open(provider, port);
  await session.disconnect();
  await clock.pass(10_000);
  expect(await opening).to.equal(false);
  expect(port.readable).to.equal(null);
  expect(session.isConnected).to.equal(false);
});

it('two tabs with the browser’s own locks: one has the device, the other says so, and gets it when the first lets go', async () => {
  const here = sessionScene({ lock: createDeviceLock() });
  const there = sessionScene({ lock: createDeviceLock() });
  const connect = async ({ session, provider, clock }: typeof here): Promise<boolean> => {
    let opened: boolean | null = null;
    void session.connect(provider).then((value) => (opened = value));
    // Locks are the browser's: they take real turns, not time.
    for (let turn = 0; turn < 500 && opened === null; turn += 1) await clock.pass(1);
    return opened === true;
  };
  expect(await connect(here)).to.equal(true);
  expect(await connect(there)).to.equal(false);
  expect([there.session.state, there.session.error?.code, there.port.rates]).to.deep.equal(['error', 'device_in_other_tab', []]);
  here.port.print('0000000001 [app] INFO: still mine\r\n');
  await here.clock.pass(20);
  expect(here.lines().at(-1)).to.contain('still mine');
  await here.session.disconnect();
  expect(await connect(there)).to.equal(true);
  await there.session.disconnect();
});
