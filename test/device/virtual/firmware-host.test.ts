// One firmware on one clock: what it may import, how its time passes, and how its run ends.
import { expect } from '@esm-bundle/chai';
import { ownFunction } from '../../../src/device/virtual/explain-trap.ts';
import { DEVICE, probe, runFirmware } from '../../support/run-firmware.ts';

const CONNECTED = 1 | 2 | 4 | 8;

it('says who it is and what it offers as soon as it runs', async () => {
  const device = await runFirmware({ reset_reason: 20, reset_data: 7 });
  await device.pass(20);
  expect(device.heard.find(({ type }) => type === 'started')).to.deep.equal({ type: 'started', mode: 'automatic', threaded: true });
  const described = device.heard.filter((one) => one.type === 'described').at(-1);
  expect(described?.type === 'described' && described.functions).to.include.members(['slow', 'crash']);
  expect(described).to.deep.include({ variables: { loops: 'int32' }, subscriptions: [DEVICE] });
  expect(device.printed()).to.match(/^boot 20 7\n/);
});

it('runs loop a thousand times a virtual second and sleeps an eighth of that', async () => {
  const device = await runFirmware();
  await device.pass(2000);
  await device.tell({ type: 'call', call: 99, what: 'variable', name: 'loops', argument: '' });
  await device.pass(20);
  expect(device.answered(99)).to.be.within(1990, 2030);
  expect(device.rests()).to.be.lessThan(300);
});

it('follows the cloud clock: faster, paused, and moved', async () => {
  const device = await runFirmware();
  await device.pass(100);
  await device.setRate(60);
  await device.pass(1000);
  expect(device.host.machine.pace.elapsed).to.be.within(59_000, 61_000);
  await device.setRate(0);
  const stood = device.host.machine.pace.elapsed;
  await device.pass(100_000);
  expect(device.host.machine.pace.elapsed - stood).to.be.lessThan(600);
  const call = await device.call('red');
  await device.pass(1);
  expect(device.answered(call), 'mail is taken while time stands still').to.equal(1);
});

it('a handler may wait: others are heard meanwhile, and the answer comes after its time', async () => {
  const device = await runFirmware();
  const slow = await device.call('slow', 'four');
  await device.pass(150);
  expect(device.answered(slow)).to.equal(undefined);
  await device.tell({ type: 'event', name: `${DEVICE}/hook-response/x/0`, data: '{"a":1}' });
  await device.tell({ type: 'event', name: 'other/hook-response/x/0', data: 'no' });
  await device.pass(10);
  expect(device.printed()).to.contain(`event ${DEVICE}/hook-response/x/0={"a":1}\n`).and.not.contain('other/');
  await device.pass(60);
  expect(device.answered(slow)).to.equal(4);
});

it('a loop that only reads the clock ends, and the device sleeps off what it ran ahead', async () => {
  const device = await runFirmware();
  const busy = await device.call('busy');
  await device.pass(16);
  expect(device.answered(busy)).to.be.within(50, 51);
});

it('publishes four at once, then one a second of its own time', async () => {
  const device = await runFirmware();
  const offline = await device.call('publish');
  await device.pass(10);
  expect(device.answered(offline)).to.equal(0);
  await device.tell({ type: 'cloud', state: CONNECTED });
  const burst = await device.call('publish', '{"t":21.5}');
  await device.pass(20);
  expect(device.answered(burst)).to.equal(4);
  const published = device.heard.filter(({ type }) => type === 'publish');
  expect(published).to.have.length(4);
  expect(published[0]).to.deep.include({ name: 'probe', data: '{"t":21.5}', ttl: 60, file: 'probe.c', line: 34, ticket: 1 });
  await device.pass(1000);
  const later = await device.call('publish');
  await device.pass(20);
  expect(device.answered(later)).to.equal(1);
});

it('keeps EEPROM and retained variables over a run, and starts without them when they are gone', async () => {
  const device = await runFirmware();
  await device.call('keep', '*');
  await device.pass(20);
  await device.call('reset');
  await device.pass(20);
  expect(await device.host.ended).to.deep.equal({ how: 'reset', kind: 0, data: 42 });
  const eeprom = device.heard.findLast((one) => one.type === 'eeprom');
  const retained = device.heard.findLast((one) => one.type === 'retained');
  if (eeprom?.type !== 'eeprom' || retained?.type !== 'retained') throw new Error('Nothing was kept.');
  const again = await runFirmware({ eeprom: eeprom.bytes, retained: retained.bytes });
  const kept = await again.call('kept');
  await again.pass(20);
  expect(again.answered(kept)).to.equal(42 * 256 + 42);
  const fresh = await runFirmware();
  const none = await fresh.call('kept');
  await fresh.pass(20);
  expect(fresh.answered(none)).to.equal(255 * 256);
});

it('reads a sensor that moves in virtual time, a pulled-up pin, and hears its edge once', async () => {
  const device = await runFirmware({ waves: { 19: { shape: 'square', level: 1.65, swing: 1.65, period: 2000 } } });
  const high = await device.call('analog');
  await device.pass(1100);
  const low = await device.call('analog');
  const pulled = await device.call('watch');
  await device.pass(20);
  expect([device.answered(high), device.answered(low), device.answered(pulled)]).to.deep.equal([4095, 0, 1]);
  for (const level of [1, 0, 0, 1] as const) await device.tell({ type: 'level', pin: 2, level });
  await device.pass(20);
  expect(device.printed().match(/pin 2 \d\n/g)).to.deep.equal(['pin 2 0\n']);
});

it('tells of lights and pins once, however often they changed before it slept', async () => {
  const device = await runFirmware();
  await device.call('d7', 'on');
  await device.call('red');
  await device.pass(20);
  expect(device.heard.filter(({ type }) => type === 'pins').at(-1)).to.deep.equal({
    type: 'pins',
    pins: { 7: { mode: 1, level: 1, duty: null } },
  });
  expect(device.heard.filter(({ type }) => type === 'led').at(-1)).to.deep.nested.include({ 'led.control': true, 'led.rgb': 0xff0000 });
});

for (const [name, code, words, where] of [
  ['crash', 1, /memory that is not there/, 'reachIntoNothing'],
  ['overflow', 13, /stack is full/, 'callMyselfForever'],
  ['panic', 10, /assertion failed/, null],
] as const)
  it(`a run that ends in ${name} says why and in which function`, async () => {
    const device = await runFirmware();
    await device.call(name);
    await device.pass(20);
    const end = await device.host.ended;
    if (end.how !== 'panic') throw new Error(`It ended otherwise: ${JSON.stringify(end)}`);
    expect(end.code).to.equal(code);
    expect(end.text).to.match(words);
    if (where) expect(ownFunction(end.frames)).to.contain(where);
    if (where) expect(end.frames[0]?.offset).to.be.greaterThan(0);
  });

it('refuses a module that wants more than a device gives, before a line of it runs', async () => {
  const wasm = await probe();
  const text = new TextDecoder('latin1').decode(wasm);
  const at = text.indexOf('mail_size');
  wasm.set(new TextEncoder().encode('mail_steal').subarray(0, 9), at);
  const device = await runFirmware({ wasm });
  const end = await device.host.ended;
  expect(end.how === 'error' && end.text).to.match(/device\.mail_stea, which this device does not have/);
  expect(device.heard.map(({ type }) => type)).to.deep.equal(['ended']);
});
