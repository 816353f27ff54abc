// The console of listening mode is asked and understood, and garbage is not (spec/device.md §1.3).
import { expect } from '@esm-bundle/chai';
import { ListeningConsole, readSystemInfo } from '../../../src/device/serial/listening.ts';
import { ByteInput, type ByteChannel } from '../../../src/device/serial/byte-channel.ts';
import { VirtualUsb } from '../../../src/device/virtual/virtual-usb.ts';
import { FakeBoard } from '../../support/fake-board.ts';
import { createManualDeviceClock, type ManualDeviceClock } from '../../support/manual-device-clock.ts';
import { openChannel } from '../../support/open-channel.ts';

/** The outcome of a promise, with the clock moved until there is one. */
const outcome = async <T>(clock: ManualDeviceClock, promise: Promise<T>): Promise<T | { code: string }> => {
  let done = false;
  const ended = promise.catch((error: { code: string }) => ({ code: error.code ?? String(error) })).finally(() => (done = true));
  await clock.until(() => done);
  return ended;
};

/** A device that answers each key with these bytes, cut into pieces that come 5 ms apart. */
const answering = (clock: ManualDeviceClock, answers: Record<string, string>, piece = 7): ByteChannel => {
  const input = new ByteInput(clock);
  return {
    input,
    write: async (bytes) => {
      const answer = new TextEncoder().encode(answers[new TextDecoder().decode(bytes)] ?? '');
      for (let at = 0; at < answer.length; at += piece) clock.after(5 + at, () => input.push(answer.slice(at, at + piece)));
    },
  };
};

it('a virtual board tells all about itself without anybody pressing a button', async () => {
  const clock = createManualDeviceClock();
  const board = new FakeBoard(clock);
  const channel = await openChannel(new VirtualUsb(board, { clock }).port!, clock, 28_800);
  const console = new ListeningConsole(channel, clock);
  expect(await outcome(clock, console.version())).to.equal('5.9.0');
  expect(await outcome(clock, console.deviceId())).to.equal(board.id);
  expect(await outcome(clock, console.mac())).to.match(/^02:/);
  expect(await outcome(clock, console.claimed())).to.equal(true);
  const info = await outcome(clock, console.systemInfo());
  expect(info).to.deep.include({ p: 3 });
  expect('m' in info && info.m.find(({ f }) => f === 'u')?.u).to.equal('ab'.repeat(32));
  expect(await outcome(clock, console.diagnostics())).to.match(/^\{/);
  await outcome(clock, console.leave());
  expect(board.listening).to.equal(false);
});

it('the answers of every generation are understood', async () => {
  const id = '0123456789abcdef01234567';
  for (const answer of [
    `Your device id is ${id}\r\n`,
    `Device ID: ${id.toUpperCase()}\r\nIMEI: 123\r\nDevice Secret: XYZ\r\n`,
    `Your core id is ${id}\r\n`,
  ]) {
    const clock = createManualDeviceClock();
    expect(await outcome(clock, new ListeningConsole(answering(clock, { i: answer }), clock).deviceId())).to.equal(id);
  }
});

it('modules are read from JSON in any pieces, with text around it and braces within it', async () => {
  const json =
    '{"p":13,"imei":"35","m":[{"s":49152,"l":"m","vc":30,"vv":30,"f":"b","n":"0","v":2300,"d":[]},{"s":131072,"l":"m","vc":30,"vv":30,"u":"AB","f":"u","n":"1","v":6,"d":[{"f":"s","n":"1","v":5800,"_":"}{\\"}"}]}]}';
  for (const piece of [1, 3, 64, 1000]) {
    const clock = createManualDeviceClock();
    const info = await outcome(
      clock,
      new ListeningConsole(answering(clock, { s: `stale log line\r\n${json}\r\n` }, piece), clock).systemInfo(),
    );
    expect(info).to.deep.equal({
      p: 13,
      imei: '35',
      m: [
        { s: 49152, l: 'm', vc: 30, vv: 30, f: 'b', n: '0', v: 2300, d: [] },
        { s: 131072, l: 'm', vc: 30, vv: 30, f: 'u', n: '1', v: 6, d: [{ f: 's', n: '1', v: 5800 }] },
      ],
    });
  }
});

it('silence, another conversation and a pulled cable each have their name', async () => {
  const clock = createManualDeviceClock();
  expect(await outcome(clock, new ListeningConsole(answering(clock, {}), clock).version())).to.deep.equal({
    code: 'listening_not_reached',
  });
  expect(await outcome(clock, new ListeningConsole(answering(clock, { s: 'what?\r\n' }), clock).systemInfo())).to.deep.equal({
    code: 'listening_answer_unreadable',
  });
  const lost = answering(clock, {});
  clock.after(100, () => lost.input.end());
  expect(await outcome(clock, new ListeningConsole(lost, clock).version())).to.deep.equal({ code: 'port_lost' });
  const stop = new AbortController();
  clock.after(100, () => stop.abort({ code: 'as asked' }));
  expect(await outcome(clock, new ListeningConsole(answering(clock, {}), clock, stop.signal).deviceId())).to.deep.equal({
    code: 'as asked',
  });
});

it('a device that never stops printing does not hold the question', async () => {
  const clock = createManualDeviceClock();
  const channel = answering(clock, {});
  const flood = (): void => {
    channel.input.push(new TextEncoder().encode('0000000001 [app] INFO: and on\r\n'));
    clock.after(20, flood);
  };
  flood();
  const before = clock.now();
  expect(await outcome(clock, new ListeningConsole(channel, clock).mac())).to.deep.equal({ code: 'listening_answer_unreadable' });
  expect(clock.now() - before).to.be.below(5_000);
});

it('JSON that is no list of modules is none', () => {
  for (const text of ['', '[]', '{"p":1}', '{"p":"1","m":[]}', '{"p":1,"m":{}}', 'null']) expect(readSystemInfo(text)).to.equal(null);
  expect(readSystemInfo(`{"p":1,"m":[1,null,${'{"f":"u"},'.repeat(100)}{}]}`)?.m).to.have.length(62);
});
