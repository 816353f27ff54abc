import { expect } from '@esm-bundle/chai';
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
