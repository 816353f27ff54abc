// A recorded log plays again: same lines, same pace, from the console's own files or any other.
import { expect } from '@esm-bundle/chai';
import { CapturePort } from '../../../src/device/serial/capture-provider.ts';
import { readRecording } from '../../../src/device/serial/recording.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { openChannel } from '../../support/open-channel.ts';

const SAVED = `2026-11-21T14:00:00.000Z -- Connected to Boron --
2026-11-21T14:00:01.000Z 0000000010 [app] INFO: one
2026-11-21T14:00:01.250Z 0000000260 [app] INFO: two
2026-11-21T14:00:11.250Z free text — ü
`;
const decoder = new TextDecoder();
const lines = (file: string): [at: number, text: string][] => readRecording(file).map(({ at, bytes }) => [at, decoder.decode(bytes)]);

it('each kind of file gives lines with their times, and nothing of the page’s own words', () => {
  const expected: [number, string][] = [
    [0, '0000000010 [app] INFO: one\r\n'],
    [250, '0000000260 [app] INFO: two\r\n'],
    [3_250, 'free text — ü\r\n'],
  ];
  expect(lines(SAVED)).to.deep.equal(expected);
  const json = expected.map(([at, text]) =>
    JSON.stringify({ host_time: new Date(1e12 + at).toISOString(), raw: text.trim(), kind: 'log' }),
  );
  json.splice(1, 0, '{"host_time":"2026-11-21T14:00:00.000Z","kind":"marker","raw":"reset"}');
  expect(lines(json.join('\n'))).to.deep.equal(expected);
  expect(lines('0000000500 [a] INFO: x\r\n0000000900 [a] INFO: y\r\n0000000001 [a] INFO: again\n').map(([at]) => at)).to.deep.equal([
    0, 400, 3_400,
  ]);
  expect(lines('{"host_time":broken\n')).to.have.length(1);
  expect(lines('')).to.deep.equal([]);
});

const play = async (rate = 1) => {
  const clock = createManualDeviceClock();
  const port = new CapturePort(readRecording(SAVED), clock, () => rate);
  return { clock, port, host: await openChannel(port, clock) };
};

it('lines come at their pace', async () => {
  const { clock, port, host } = await play();
  await clock.pass(249);
  expect(port.played).to.equal(1);
  await clock.pass(1);
  expect(port.played).to.equal(2);
  await clock.pass(2_999);
  expect(port.played).to.equal(2);
  await clock.pass(1);
  expect([port.played, port.total]).to.deep.equal([3, 3]);
  expect(host.text).to.equal('0000000010 [app] INFO: one\r\n0000000260 [app] INFO: two\r\nfree text — ü\r\n');
});

it('closing stops it, opening begins anew, and faster when asked to', async () => {
  const { clock, port, host } = await play(10);
  await clock.pass(30);
  await host.close();
  await clock.pass(60_000);
  expect(port.played).to.equal(2);
  const again = await openChannel(port, clock);
  await clock.pass(400);
  expect(port.played).to.equal(3);
  await again.close();
});
