// Firmware in its real worker: it starts at once, and one that never pauses is ended and started again, at last in safe mode.
import { expect } from '@esm-bundle/chai';
import { workerRealm, type StartRealm } from '../../../src/device/virtual/firmware-realm.ts';
import { createBench } from '../../support/virtual-bench.ts';

/** The worker's clock is the machine's; the bench's stands still. They meet at the start of the run. */
const worker: StartRealm = (run, hear) =>
  workerRealm(() => null)({ ...run, time: { epoch: run.booted_at, origin: Date.now(), rate: 1 } }, hear);

it('answers a call from its worker, and an endless loop in it is caught, said and survived', async () => {
  const bench = await createBench({ realm: worker });
  const online = (): Promise<void> =>
    bench.until(() => bench.device.functions.length > 0 && bench.device.online === 'connected', 'it is online');
  await online();
  expect(await bench.call('slow', 'four')).to.equal(4);
  for (const times of [1, 2, 3]) {
    void bench.test.call('POST', `/v1/devices/${bench.id}/spin`, { token: bench.token, body: { arg: '' } });
    await bench.until(() => bench.device.crash?.times === times, 'the watchdog ends it', 15_000);
    expect(bench.device.crash).to.deep.include({ code: null, function: null });
    expect(bench.device.crash?.text).to.contain('A loop in it never ends');
    if (times < 3) await online();
  }
  await bench.until(() => bench.device.state === 'safe_mode' && bench.device.online === 'connected', 'it waits in safe mode');
});
