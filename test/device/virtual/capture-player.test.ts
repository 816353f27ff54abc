// A recorded log plays again: same lines, same pace, from the console's own files or any other.
import { expect } from '@esm-bundle/chai';
import { LogParser } from '../../../src/device/serial/log-parser.ts';
import type { LogLine } from '../../../src/device/serial/log-line.ts';
import { CapturePlayer, type CaptureOptions } from '../../../src/device/virtual/capture-player.ts';
import { readCapture } from '../../../src/device/virtual/read-capture.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { openChannel } from '../../support/open-channel.ts';

const SAVED = `2026-11-21T14:00:00.000Z -- Connected to Boron --
2026-11-21T14:00:01.000Z 0000000010 [app] INFO: one
2026-11-21T14:00:01.250Z 0000000260 [app] INFO: two
2026-11-21T14:00:11.250Z free text — ü
`;

it('each kind of file gives lines with their times, and nothing of the page’s own words', () => {
  const expected = [
    { at: 0, text: '0000000010 [app] INFO: one' },
    { at: 250, text: '0000000260 [app] INFO: two' },
    { at: 10_250, text: 'free text — ü' },
  ];
  expect(readCapture(SAVED)).to.deep.equal(expected);
  const json = expected.map(({ at, text }) =>
    JSON.stringify({ host_time: new Date(1e12 + at).toISOString(), seq: 1, raw: text, kind: 'log' }),
  );
  json.splice(1, 0, '{"host_time":"2026-11-21T14:00:00.000Z","kind":"marker","raw":"reset"}');
  expect(readCapture(json.join('\n'))).to.deep.equal(expected);
  expect(readCapture('0000000500 [a] INFO: x\r\nraw\r\n0000000900 [a] INFO: y\r\n0000000001 [a] INFO: again\n')).to.deep.equal([
    { at: 0, text: '0000000500 [a] INFO: x' },
    { at: 0, text: 'raw' },
    { at: 400, text: '0000000900 [a] INFO: y' },
    { at: 1_400, text: '0000000001 [a] INFO: again' },
  ]);
  expect(readCapture('{"host_time":broken\n')).to.deep.equal([{ at: 0, text: '{"host_time":broken' }]);
  expect(readCapture('')).to.deep.equal([]);
});

const play = async (options: Partial<CaptureOptions> = {}) => {
  const clock = createManualDeviceClock();
  const player = new CapturePlayer(readCapture(SAVED), { clock, ...options });
  let ended = 0;
  player.addEventListener('ended', () => (ended += 1));
  const start = clock.now();
  const host = await openChannel(player, clock);
  return { clock, player, host, start, ended: () => ended };
};

it('lines come at their pace, and the end is told', async () => {
  const { clock, host, ended, player } = await play();
  const count = () => host.text.split('\r\n').length - 1;
  await clock.pass(0);
  expect(count()).to.equal(1);
  await clock.pass(249);
  expect(count()).to.equal(1);
  await clock.pass(1);
  expect(count()).to.equal(2);
  await clock.pass(9_999);
  expect([count(), ended()]).to.deep.equal([2, 0]);
  await clock.pass(2);
  expect([count(), ended(), player.progress.played]).to.deep.equal([3, 1, 3]);
  expect(host.text).to.equal('0000000010 [app] INFO: one\r\n0000000260 [app] INFO: two\r\nfree text — ü\r\n');
});

it('it plays faster, and long silences short, when asked to', async () => {
  const fast = await play({ speed: 10, longestGap: 1_000 });
  await fast.clock.pass(130);
  expect([fast.player.progress.played, fast.ended()]).to.deep.equal([3, 1]);
});

it('closing stops it, opening begins anew', async () => {
  const { clock, host, player, ended } = await play();
  await clock.pass(300);
  await host.close();
  await clock.pass(60_000);
  expect([player.progress.played, ended()]).to.deep.equal([2, 0]);
  const again = await openChannel(player, clock);
  await clock.pass(0);
  expect(again.text).to.equal('0000000010 [app] INFO: one\r\n');
  await again.close();
});

it('the parser reads a replay as it read the device', async () => {
  const { clock, host } = await play();
  await clock.pass(20_000);
  const lines: LogLine[] = [];
  const parser = new LogParser(clock, (line) => lines.push(line));
  parser.push(new TextEncoder().encode(host.text));
  expect(lines.map(({ device_time, message }) => [device_time, message])).to.deep.equal([
    [10, 'one'],
    [260, 'two'],
    [null, 'free text — ü'],
  ]);
});
