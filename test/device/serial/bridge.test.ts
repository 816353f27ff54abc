import { expect } from '@esm-bundle/chai';
import { createCloudClient } from '../../../src/client/cloud-client.ts';
import { Bridge } from '../../../src/device/serial/bridge.ts';
import { bridgeLines, readBridgeLine } from '../../../src/device/serial/bridge-message.ts';
import { LogParser } from '../../../src/device/serial/log-parser.ts';
import { ApiError } from '../../../src/model/errors.ts';
import { BRIDGED_ID, bridgeBoard } from '../../support/bridge-board.ts';
import type { BridgeBoard } from '../../support/bridge-board.ts';
import { FakePort } from '../../support/fake-port.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { BASE, createTestCloud, settle } from '../../support/test-cloud.ts';
import type { TestCloud } from '../../support/test-cloud.ts';

interface Scene {
  test: TestCloud;
  bridge: Bridge;
  board: BridgeBoard;
  clock: ReturnType<typeof createManualDeviceClock>;
  /** A line as the board's log would carry it. */
  print(text: string): void;
  until(what: () => unknown): Promise<void>;
  events(): Promise<string[]>;
}

const scenes: Bridge[] = [];
afterEach(() => scenes.splice(0).forEach((bridge) => bridge.stop()));

const scene = async (): Promise<Scene> => {
  const test = createTestCloud();
  const clock = createManualDeviceClock();
  const cloud = createCloudClient({
    base: BASE,
    token: () => test.login(),
    fetch: (input, init) => test.cloud.fetch(new Request(input, init), 'page'),
  });
  const port = new FakePort();
  await port.open({ baudRate: 115_200 });
  const parser = new LogParser(clock, (line, text) => bridge.heard(line, text));
  const bridge: Bridge = new Bridge({ clock, cloud, send: async (line) => port.onWrite(line) });
  scenes.push(bridge);
  const reader = port.readable!.getReader();
  void (async () => {
    for (;;) parser.push((await reader.read()).value ?? new Uint8Array());
  })();
  const board = bridgeBoard(port);
  const until = async (what: () => unknown): Promise<void> => {
    for (let n = 0; n < 200 && !what(); n++) await settle();
    if (!what()) throw new Error(`Did not happen: ${JSON.stringify({ state: bridge.state, heard: board.heard.slice(-5) })}`);
  };
  const events = async (): Promise<string[]> =>
    ((await test.call('GET', `/pocket/events?device=${BRIDGED_ID}&prefix=Reading`)).json.events as { data: string }[])
      .map(({ data }) => data)
      .toReversed();
  return { test, bridge, board, clock, until, events, print: (text) => port.print(text) };
};
const started = async (): Promise<Scene> => {
  const made = await scene();
  made.bridge.start();
  await made.until(() => made.bridge.state === 'connected');
  return made;
};

it('publishes nothing before the visitor wants it', async () => {
  const { bridge, board, until, events } = await scene();
  bridge.ask();
  await until(() => bridge.hello);
  board.publish('Reading', '1');
  await settle();
  expect(await events()).to.deep.equal([]);
  expect(board.waiting).to.deep.equal([1]);
});

it('what the board kept meanwhile comes in order once the bridge is open', async () => {
  const { bridge, board, until, events } = await scene();
  bridge.ask();
  await until(() => bridge.hello);
  for (const data of ['1', '2', '3']) board.publish('Reading', data);
  bridge.start();
  await until(() => board.waiting.length === 0);
  expect(await events()).to.deep.equal(['1', '2', '3']);
});

it('a repeated publish is one event, and acknowledged again', async () => {
  const { board, until, events } = await started();
  board.publish('Reading', '1');
  await until(() => board.waiting.length === 0);
  const again = { v: 1, n: 'Reading', d: '1', s: 1, b: 'b007' };
  board.say('publish', again);
  board.say('publish', again);
  await until(() => board.heard.filter(({ k }) => k === 1).length === 3);
  expect(await events()).to.deep.equal(['1']);
});

it('the same number after another start is another event', async () => {
  const { board, until, events, bridge } = await started();
  board.publish('Reading', '1');
  await until(() => board.waiting.length === 0);
  board.say('hello', { v: 1, id: BRIDGED_ID, p: 13, os: '6.3.4', b: 'feed' });
  await until(() => bridge.hello?.b === 'feed');
  board.say('publish', { v: 1, n: 'Reading', d: '2', s: 1, b: 'feed' });
  await until(() => board.heard.some(({ b }) => b === 'feed'));
  expect(await events()).to.deep.equal(['1', '2']);
});

it('an event that the cloud will never take is given back as refused, counted and named, and does not block the next', async () => {
  const { board, bridge, until, events } = await started();
  board.publish('spark/mine', '1');
  board.publish('Reading', '2');
  await until(() => board.waiting.length === 0);
  expect(bridge).to.include({ refused: 1, published: 1 });
  expect(board.heard.filter(({ k, x }) => k !== undefined || x !== undefined)).to.deep.equal([
    { x: 1, b: 'b007' },
    { k: 2, b: 'b007' },
  ]);
  expect(await events()).to.deep.equal(['2']);
});

it('an event that the cloud has no room for stays with the board, and comes again', async () => {
  const { test, board, bridge, clock, until, events } = await started();
  const { transaction } = test.store;
  test.store.transaction = (tables, mode, work) =>
    mode === 'readwrite' && tables.includes('events')
      ? Promise.reject(new ApiError('quota_exceeded', 'The browser gives this site no more storage.'))
      : transaction(tables, mode, work);
  board.publish('Reading', '1');
  await until(() => bridge.problem !== null);
  expect([board.waiting, bridge.refused, bridge.problem]).to.deep.equal([[1], 0, 'The browser gives this site no more storage.']);
  test.store.transaction = transaction;
  const asked = () => board.heard.filter(({ q }) => q === 'hello').length;
  const before = asked();
  await clock.pass(29_999);
  await settle();
  expect(asked()).to.equal(before);
  // The link was never lost: the page asks by itself.
  await clock.pass(1);
  await until(() => board.waiting.length === 0);
  expect([await events(), bridge.problem]).to.deep.equal([['1'], null]);
});

it('data that a log would hide arrives whole, and the log still hides it', async () => {
  const { board, until, events } = await started();
  const lines: string[] = [];
  const parser = new LogParser({ now: () => 0 }, (line) => lines.push(line.raw));
  const data = '{"device secret":"s3cr3t","text":"a\u007fb"}';
  board.publish('Reading', data);
  await until(() => board.waiting.length === 0);
  expect(await events()).to.deep.equal([data]);
  parser.push(new TextEncoder().encode(`0000000001 [bridge] INFO: publish [code = 1, details = ${data}]\r\n`));
  expect(lines[0]).to.contain('[hidden]').and.to.not.contain('s3cr3t');
});

it('events the board subscribed to go down, and no others', async () => {
  const { test, board, until } = await started();
  const token = await test.login();
  const claim = await test.call('POST', '/v1/devices', { token, body: { id: BRIDGED_ID } });
  expect(claim.status).to.equal(200);
  await test.call('POST', '/v1/devices/events', { token, body: { name: `${BRIDGED_ID}/hook-response/x`, data: 'yes' } });
  await test.call('POST', '/v1/devices/events', { token, body: { name: 'other', data: 'no' } });
  await until(() => board.heard.some(({ e }) => e === `${BRIDGED_ID}/hook-response/x`));
  expect(board.heard.filter(({ e }) => e !== undefined)).to.deep.equal([{ e: `${BRIDGED_ID}/hook-response/x`, d: 'yes' }]);
});

it('a variable is read over the cable', async () => {
  const { test } = await started();
  const token = await test.login();
  await test.call('POST', '/v1/devices', { token, body: { id: BRIDGED_ID } });
  const { json } = await test.call('GET', `/v1/devices/${BRIDGED_ID}/level`, { token });
  expect(json.result).to.equal(7);
});

it('damaged, foreign and oversized lines of the bridge are no messages', () => {
  const read = (text: string) => {
    let message: unknown = 'no line';
    new LogParser({ now: () => 0 }, (line, whole) => (message = readBridgeLine(line, whole))).push(new TextEncoder().encode(`${text}\r\n`));
    return message;
  };
  const details = '{"v":1,"n":"Reading","d":"1","s":1,"b":"1"}';
  expect(read(`0000000001 [bridge] INFO: publish [code = 1, details = ${details}]`)).to.equal(null);
  expect(read(`0000000001 [app] INFO: publish [code = 1, details = ${details}]`)).to.equal(null);
  expect(read('0000000001 [bridge] INFO: publish')).to.equal(null);
  expect(read('0000000001 [bridge] INFO: later [code = 0, details = ]')).to.equal(null);
});

it('a long text goes down in lines of at most 512 bytes that add up to it', () => {
  const text = `"quotes" \\ and ü and 😀 ${'x'.repeat(3000)}`;
  const lines = bridgeLines({ e: 'name', d: text });
  expect(
    lines.every((line) => new TextEncoder().encode(line).length <= 512 && line.endsWith('\n') && line.indexOf('\n') === line.length - 1),
  ).to.equal(true);
  const parts = lines.map((line) => JSON.parse(line) as { e: string; d: string; m?: number });
  expect(parts.map(({ d }) => d).join('')).to.equal(text);
  expect(parts.map(({ m }) => m)).to.deep.equal([...parts.slice(1).map(() => 1), undefined]);
  expect(bridgeLines({ e: 'x'.repeat(600), d: '' })).to.deep.equal([]);
});
