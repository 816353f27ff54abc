// The newest lines are kept, and a flood costs one event a frame.
import { expect } from '@esm-bundle/chai';
import type { LogLine } from '../../../src/device/serial/log-line.ts';
import { LogStore } from '../../../src/device/serial/log-store.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';

const line = (seq: number): LogLine => ({
  seq,
  host_time: 0,
  device_time: null,
  level: null,
  category: null,
  message: `${seq}`,
  attributes: null,
  raw: `${seq}`,
  kind: 'raw',
});

it('the oldest lines make room, and it is known how many', () => {
  const store = new LogStore({ capacity: 1000, clock: createManualDeviceClock() });
  for (let seq = 1; seq <= 2345; seq += 1) store.push(line(seq));
  expect([store.size, store.dropped, store.get(0)?.seq, store.get(999)?.seq, store.get(1000), store.get(-1)]).to.deep.equal([
    1000,
    1345,
    1346,
    2345,
    undefined,
    undefined,
  ]);
  expect([...store].map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 1000 }, (_, at) => 1346 + at));
});

it('a hundred thousand lines are kept', () => {
  const store = new LogStore({ clock: createManualDeviceClock() });
  for (let seq = 1; seq <= 100_001; seq += 1) store.push(line(seq));
  expect([store.size, store.dropped, store.get(0)?.seq]).to.deep.equal([100_000, 1, 2]);
});

it('long lines make room by their length, whatever their number', () => {
  const store = new LogStore({ capacity: 1000, most_text: 10_000, clock: createManualDeviceClock() });
  const long = (seq: number, length: number): LogLine => ({ ...line(seq), raw: 'x'.repeat(length) });
  for (let seq = 1; seq <= 300; seq += 1) store.push(long(seq, 100));
  expect([store.size, store.dropped, store.droppedText, store.get(0)?.seq, store.get(99)?.seq]).to.deep.equal([100, 200, 20_000, 201, 300]);
  store.push(long(301, 9_950));
  expect(
    [...store].map(({ seq }) => seq),
    'one line may push out many',
  ).to.deep.equal([301]);
  store.push(long(302, 50_000));
  expect(
    [...store].map(({ seq }) => seq),
    'the newest line is always kept',
  ).to.deep.equal([302]);
  for (let seq = 303; seq <= 3303; seq += 1) store.push(line(seq));
  expect([store.size, store.get(0)?.seq, store.get(999)?.seq], 'around the ring').to.deep.equal([1000, 2304, 3303]);
  store.clear();
  expect([store.size, store.dropped, store.droppedText]).to.deep.equal([0, 0, 0]);
});

it('many lines are one event, and later ones another', async () => {
  const clock = createManualDeviceClock();
  const store = new LogStore({ clock });
  const sizes: number[] = [];
  store.addEventListener('append', () => sizes.push(store.size));
  for (let seq = 1; seq <= 500; seq += 1) store.push(line(seq));
  expect(sizes).to.deep.equal([]);
  await clock.pass(20);
  expect(sizes).to.deep.equal([500]);
  store.push(line(501));
  await clock.pass(20);
  expect(sizes).to.deep.equal([500, 501]);
});

it('clearing empties it, says so, and takes lines again', () => {
  const store = new LogStore({ capacity: 10, clock: createManualDeviceClock() });
  for (let seq = 1; seq <= 15; seq += 1) store.push(line(seq));
  let cleared = 0;
  store.addEventListener('clear', () => (cleared += 1));
  store.clear();
  expect([store.size, store.dropped, cleared, store.get(0)]).to.deep.equal([0, 0, 1, undefined]);
  store.push(line(16));
  expect([store.size, store.get(0)?.seq]).to.deep.equal([1, 16]);
});
