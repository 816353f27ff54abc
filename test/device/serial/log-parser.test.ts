// Bytes become log lines wherever they are cut (spec/device.md §3).
import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { LogParser } from '../../../src/device/serial/log-parser.ts';
import type { LogLine } from '../../../src/device/serial/log-line.ts';

const NOON = Date.UTC(2026, 0, 1, 12);

/** Feeds chunks, a second apart. */
const parse = (...chunks: (string | Uint8Array)[]): LogLine[] => {
  const lines: LogLine[] = [];
  let now = NOON;
  const parser = new LogParser({ now: () => now }, (line) => lines.push(line));
  for (const chunk of chunks) {
    parser.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
    now += 1000;
  }
  parser.end();
  return lines;
};
const one = (text: string): LogLine => parse(`${text}\r\n`)[0]!;
const short = ({ device_time, category, level, message, attributes, kind }: LogLine) => ({
  device_time,
  category,
  level,
  message,
  attributes,
  kind,
});

it('a line of Device OS has time, category, level and message', () => {
  expect(short(one('0000012345 [app] INFO: hook response 21.5'))).to.deep.equal({
    device_time: 12345,
    category: 'app',
    level: 'INFO',
    message: 'hook response 21.5',
    attributes: null,
    kind: 'log',
  });
  expect(one('4294967295 [comm.dtls] ERROR: handle record failed: -6908').device_time).to.equal(4294967295);
  expect(one('0000000001 [system.nm] INFO: State changed: NONE -> DISABLED')).to.deep.include({
    category: 'system.nm',
    message: 'State changed: NONE -> DISABLED',
  });
  expect(one('0000000002 [] WARN: no category').category).to.equal('');
});

it('attributes and places in the source are told apart from the message', () => {
  expect(one('0000000003 [bridge] INFO: publish [code = -1234, details = {"v":1,"d":"a ] b"}]')).to.deep.include({
    message: 'publish',
    attributes: { code: -1234, details: '{"v":1,"d":"a ] b"}' },
  });
  expect(one('0000000004 [app] WARN: low [code = 7]').attributes).to.deep.equal({ code: 7 });
  expect(one('0000000005 [app] WARN: low [details = cold]').attributes).to.deep.equal({ details: 'cold' });
  expect(one('0000000006 [app] system_cloud.cpp:123, connect(): INFO: done').attributes).to.deep.equal({
    file: 'system_cloud.cpp:123',
    function: 'connect',
  });
  expect(one('0000000007 [app] main.cpp:9: TRACE: done')).to.deep.include({ message: 'done', attributes: { file: 'main.cpp:9' } });
  expect(one('0000000008 [app] INFO: a [b] ERROR: c'), 'a message that looks like a header').to.deep.include({
    level: 'INFO',
    message: 'a [b] ERROR: c',
  });
});

it('lines of the JSON log handler read the same', () => {
  expect(short(one('{"l":"WARN","m":"low","c":"app","f":"a.cpp","ln":12,"fn":"loop","t":1234,"code":-5,"detail":"cold"}'))).to.deep.equal({
    device_time: 1234,
    category: 'app',
    level: 'WARN',
    message: 'low',
    attributes: { code: -5, details: 'cold', file: 'a.cpp:12', function: 'loop' },
    kind: 'log',
  });
  expect(one('{"l":"LOUD","t":1}').kind).to.equal('raw');
  expect(one('{"l":broken}').kind).to.equal('raw');
});

it('what has no header stays as it is', () => {
  const lines = parse('0000000001 [comm.ota] INFO: File checksum:\r\nab12cd\r\n0000000002 [app] INFO: next\n');
  expect(lines.map(({ kind, raw }) => [kind, raw])).to.deep.equal([
    ['log', '0000000001 [comm.ota] INFO: File checksum:'],
    ['raw', 'ab12cd'],
    ['log', '0000000002 [app] INFO: next'],
  ]);
});

it('any cut of the bytes gives the same lines', () => {
  const text =
    '0000000001 [app] INFO: 21,5 °C — grün 🌡\r\nprint\n\n0000000002 [app] WARN: \u001b[31mred\u001b[0m\r\rone\rtwo\r\n0000000003 [a] INFO: ~';
  const bytes = new TextEncoder().encode(text);
  const expected = parse(bytes).map(short);
  expect(expected.map(({ message }) => message)).to.deep.equal(['21,5 °C — grün 🌡', 'print', 'red', 'one', 'two', '~']);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, n) => bytes.subarray(at[n], end));
      return JSON.stringify(parse(...chunks).map(short)) === JSON.stringify(expected);
    }),
  );
});

it('bytes that are no text make no parser stop', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) =>
      parse(...chunks).every(({ raw }) => !/[\x00-\x08\n\r\x1b]/.test(raw)),
    ),
  );
});

it('the first line after an open is marked when its beginning may be missing, and the last when its end is', () => {
  expect(parse('onse 21\r\n0000000001 [app] INFO: a\r\n').map(({ partial }) => partial)).to.deep.equal([true, undefined]);
  expect(parse('0000000001 [app] INFO: whole\r\n').map(({ partial }) => partial)).to.deep.equal([undefined]);
  expect(parse('0000000001 [app] INFO: a\r\n0000000002 [app] INF').map(({ partial }) => partial)).to.deep.equal([undefined, true]);
});

it('a line has the time of its first byte', () => {
  expect(
    parse('0000000001 [app]', ' INFO: slow\r\n00', '00000002 [app] INFO: b\r\n').map(({ host_time }) => host_time - NOON),
  ).to.deep.equal([0, 1000]);
});

it('secrets of a device never reach the log', () => {
  const text = parse(
    'Device ID: e00fce680000000000000001\r\nDevice Secret: ABCD-1234-SECR\r\n{"mobile_secret":"XYZ987","a":1}\r\nPassword: hunter2\r\nEnter 63-digit claim code: s3cr3t\r\n',
  )
    .map(({ raw, message }) => raw + message)
    .join('\n');
  expect(text).to.contain('e00fce680000000000000001');
  for (const secret of ['ABCD', 'SECR', 'XYZ987', 'hunter2', 's3cr3t']) expect(text).not.to.contain(secret);
});

it('a line that never ends is cut, and nothing of it is lost', () => {
  const lines = parse('a'.repeat(20_000), 'b\n');
  expect(Math.max(...lines.map(({ raw }) => raw.length))).to.be.at.most(8192);
  expect(lines.map(({ raw }) => raw).join('')).to.equal(`${'a'.repeat(20_000)}b`);
});

it('a marker takes its place in the numbers without breaking the line that is being printed', () => {
  const lines: LogLine[] = [];
  const parser = new LogParser({ now: () => NOON }, (line) => lines.push(line));
  parser.push(new TextEncoder().encode('0000000001 [app] INFO: a\r\n0000000002 [app] IN'));
  const marker = parser.marker('sent', 'help');
  parser.push(new TextEncoder().encode('FO: b\r\n'));
  expect(marker).to.deep.include({ seq: 2, kind: 'marker', marker: 'sent', message: 'help', host_time: NOON });
  expect(lines.map(({ seq, message, partial }) => [seq, message, partial])).to.deep.equal([
    [1, 'a', undefined],
    [3, 'b', undefined],
  ]);
});
