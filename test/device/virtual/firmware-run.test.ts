// A run as its board sees it: what counts as hanging.
import { expect } from '@esm-bundle/chai';
import { startFirmware } from '../../../src/device/virtual/firmware-run.ts';
import type { FromFirmware, ToFirmware } from '../../../src/device/virtual/worker-messages.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';

it('a worker that takes long to load is waited for; from its first word on silence is a hang', async () => {
  const clock = createManualDeviceClock();
  const asked: ToFirmware['type'][] = [];
  let say: (message: FromFirmware) => void = () => {};
  let hangs = 0;
  const run = startFirmware({
    clock,
    run: {} as never,
    startRealm: (_run, hear) => {
      say = hear;
      return { tell: ({ type }) => asked.push(type), close: () => {} };
    },
    hear: () => {},
    hangs: () => (hangs += 1),
  });
  await clock.pass(60_000);
  expect([hangs, asked]).to.deep.equal([0, []]);
  say({ type: 'pong' });
  await clock.pass(2000);
  expect(asked).to.deep.equal(['ping']);
  await clock.pass(4900);
  say({ type: 'pong' });
  await clock.pass(200);
  expect(hangs).to.equal(0);
  await clock.pass(7000);
  expect(hangs).to.equal(1);
  run.close();
});
