import { expect } from '@esm-bundle/chai';
import { FakePort } from '../../support/fake-port.ts';
import { settle } from '../../support/test-cloud.ts';
import { sessionScene } from '../../support/session-scene.ts';
import type { SessionScene } from '../../support/session-scene.ts';

let scene: SessionScene;
beforeEach(() => {
  scene = sessionScene();
});
afterEach(async () => {
  const ending = scene.session.disconnect();
  await scene.clock.pass(60_000);
  await ending;
  expect(scene.clock.waiting, 'nothing waits any more').to.equal(0);
});

const LINE = '0000012345 [app] INFO: hello\r\n';

it('connects, names the board by its USB ids, raises DTR and logs', async () => {
  const { session, port, states } = scene;
  await scene.connect();
  port.print(LINE);
  await scene.clock.pass(20);
  expect(states).to.deep.equal(['picking', 'opening', 'logging']);
  expect(session.identity).to.include({ platform_id: 13, id: null, source: 'usb' });
  expect(port.rates).to.deep.equal([115_200]);
  expect(port.signals[0]).to.deep.equal({ dataTerminalReady: true, requestToSend: true });
  expect(scene.lines()).to.deep.equal(['[Connected to Boron]', '0000012345 [app] INFO: hello']);
});

it('a port without modem lines is a port all the same', async () => {
  scene.port.modemLines = false;
  await scene.connect();
  expect(scene.session.state).to.equal('logging');
});

it('closing the picker is no error', async () => {
  scene.provider.picked = null;
  await scene.connect();
  expect(scene.session).to.include({ state: 'idle', error: null });
});

for (const [answer, code] of [
  ['unsupported', 'serial_unsupported'],
  ['insecure', 'serial_insecure'],
  ['blocked_by_policy', 'serial_blocked'],
] as const)
  it(`says ${code} without opening the picker`, async () => {
    scene.provider.answer = answer;
    await scene.connect();
    expect(scene.session.error?.code).to.equal(code);
    expect(scene.states).not.to.include('picking');
  });

it('a port that another program has is not opened, and can be tried again', async () => {
  scene.port.there = false;
  await scene.connect();
  expect(scene.session.state).to.equal('error');
  expect(scene.session.error?.code).to.equal('port_not_opened');
  scene.port.there = true;
  await scene.connect();
  expect(scene.session.state).to.equal('logging');
});

for (const step of ['open', 'signals', 'write', 'cancel', 'close'] as const)
  it(`goes on when ${step} never ends`, async () => {
    const { session, port, clock, provider } = scene;
    port.hangs.add(step);
    const connecting = session.connect(provider);
    await clock.pass(20_000);
    expect(await connecting).to.equal(step !== 'open');
    if (step === 'open') expect(session.error?.code).to.equal('port_silent');
    else expect(session.state).to.equal('logging');
    const leaving = session.disconnect();
    await clock.pass(20_000);
    await leaving;
    expect(session.state).to.equal('idle');
    port.hangs.clear();
  });

it('two tabs: the second one says that the first has the device', async () => {
  scene = sessionScene({ lock: async () => null });
  await scene.connect();
  expect(scene.session.error?.code).to.equal('device_in_other_tab');
  expect(scene.port.rates).to.deep.equal([]);
});

it('gives its lock back when it disconnects, and when the port does not open', async () => {
  let held = 0;
  scene = sessionScene({
    lock: async () => {
      held += 1;
      return () => (held -= 1);
    },
  });
  await scene.connect();
  expect(held).to.equal(1);
  await scene.session.disconnect();
  expect(held).to.equal(0);
  scene.port.there = false;
  await scene.connect();
  expect(held).to.equal(0);
});

it('a framing error costs a stream, not the connection', async () => {
  const { port, clock } = scene;
  await scene.connect();
  port.stumble();
  await settle();
  port.print(LINE);
  await clock.pass(20);
  expect(scene.session.state).to.equal('logging');
  expect(scene.lines().at(-1)).to.contain('hello');
});

it('a port that only makes errors is given up instead of asked for ever', async () => {
  await scene.connect();
  for (let n = 0; n < 40 && scene.session.state === 'logging'; n++) {
    scene.port.stumble();
    await settle();
  }
  expect(scene.session.state).to.equal('restarting');
});

it('after a reset the fresh port object is taken, not the old one nor another board', async () => {
  const { session, port, provider, clock } = scene;
  const neighbour = new FakePort({ usbVendorId: 0x2b04, usbProductId: 0xc00d });
  provider.ports.push(neighbour);
  await scene.connect();
  provider.unplug(port);
  await settle();
  expect(session.state).to.equal('restarting');
  await clock.pass(1200);
  const fresh = new FakePort();
  provider.plug(fresh);
  await clock.until(() => session.state === 'logging');
  fresh.print(LINE);
  await clock.pass(20);
  expect(neighbour.rates).to.deep.equal([]);
  expect(scene.lines()).to.deep.equal(['[Connected to Boron]', '[The port is gone]', '[Back after 1.2 s]', '0000012345 [app] INFO: hello']);
});

it('where the same object comes back, it is opened again', async () => {
  const { session, port, provider, clock } = scene;
  await scene.connect();
  port.lose();
  await clock.pass(600);
  expect(session.state).to.equal('restarting');
  port.there = true;
  await clock.until(() => session.state === 'logging', 10_000);
  expect(provider.ports).to.deep.equal([port]);
});

it('a board of another kind that is plugged in meanwhile is left alone', async () => {
  const { session, port, provider, clock } = scene;
  await scene.connect();
  provider.unplug(port);
  const other = new FakePort({ usbVendorId: 0x0d28, usbProductId: 0x0204 });
  provider.plug(other);
  await clock.pass(11_000);
  expect(session.error?.code).to.equal('port_lost');
  expect(other.rates).to.deep.equal([]);
});

it('says after ten seconds that the device is gone, and connects when it comes back later', async () => {
  const { session, port, provider, clock } = scene;
  await scene.connect();
  provider.unplug(port);
  await clock.pass(9000);
  expect(session.state).to.equal('restarting');
  await clock.pass(2000);
  expect(session.state).to.equal('error');
  expect(session.error?.code).to.equal('port_lost');
  await clock.pass(60_000);
  provider.plug(new FakePort());
  await clock.until(() => session.state === 'logging', 1000);
  expect(session.error).to.equal(null);
});

it('whoever disconnects while the device is away is left alone', async () => {
  const { session, port, provider, clock } = scene;
  await scene.connect();
  provider.unplug(port);
  await clock.pass(500);
  await session.disconnect();
  const fresh = new FakePort();
  provider.plug(fresh);
  await clock.pass(11_000);
  expect(session.state).to.equal('idle');
  expect(fresh.rates).to.deep.equal([]);
});

it('notices a device that restarts again and again', async () => {
  const { session, provider, clock } = scene;
  await scene.connect();
  let port = scene.port;
  for (let n = 0; n < 3; n++) {
    provider.unplug(port);
    await clock.pass(800);
    port = new FakePort();
    provider.plug(port);
    await clock.until(() => session.state === 'logging');
    expect(session.bootLoop).to.equal(n === 2);
  }
  expect(scene.lines().at(-1)).to.equal('[It restarts again and again]');
});

it('a device whose clock falls back has restarted, also where USB stays', async () => {
  await scene.connect();
  scene.port.print('0000090000 [app] INFO: old\r\n0000000010 [app] INFO: new\r\n');
  await scene.clock.pass(20);
  expect(scene.lines().slice(1)).to.deep.equal(['0000090000 [app] INFO: old', '[The device restarted]', '0000000010 [app] INFO: new']);
});

it('the device’s clock runs over after 49 days: no restart', async () => {
  await scene.connect();
  scene.port.print('4294967000 [app] INFO: old\r\n0000000010 [app] INFO: new\r\n');
  await scene.clock.pass(20);
  expect(scene.lines().join()).not.to.contain('restarted');
});

it('garbage, split characters and split line ends are lines, and nothing breaks', async () => {
  const { port, clock } = scene;
  await scene.connect();
  const bytes = new TextEncoder().encode('0000000001 [app] INFO: 21 °C ✓\r\n');
  for (const byte of bytes) port.print(Uint8Array.of(byte));
  for (let n = 0; n < 50; n++) port.print(Uint8Array.from({ length: 64 }, (_, at) => (n * 37 + at * 91) & 0xff));
  port.print('\n0000000002 [app] INFO: still here\r\n');
  await clock.pass(20);
  expect(scene.lines()[1]).to.equal('0000000001 [app] INFO: 21 °C ✓');
  expect(scene.lines().at(-1)).to.equal('0000000002 [app] INFO: still here');
});

it('a flood arrives whole', async () => {
  const { port, clock, session } = scene;
  await scene.connect();
  for (let n = 0; n < 2000; n++) port.print(Array.from({ length: 10 }, (_, at) => `${n * 10 + at}\n`).join(''));
  await clock.pass(50);
  expect(session.log.size).to.equal(20_001);
  expect(session.log.dropped).to.equal(0);
  expect(scene.lines().at(-1)).to.equal('19999');
});

it('sends a line with the ending that was chosen, and keeps it in the log', async () => {
  await scene.connect();
  scene.port.written = '';
  expect(await scene.session.send('AT', '\r\n')).to.equal(true);
  expect(scene.port.written).to.equal('AT\r\n');
  expect(scene.lines().at(-1)).to.equal('[AT]');
});

it('a line that cannot be sent says so, and the log goes on', async () => {
  const { session, port, clock } = scene;
  await scene.connect();
  port.hangs.add('write');
  const sending = session.send('AT', '\n');
  await clock.pass(6000);
  expect(await sending).to.equal(false);
  expect(session.error?.code).to.equal('port_silent');
  port.print(LINE);
  await clock.pass(20);
  expect(scene.lines().at(-1)).to.contain('hello');
});

it('a granted port is attached without a click, an unknown one is not', async () => {
  const { session, provider, clock } = scene;
  provider.ports = [new FakePort({ usbVendorId: 0x1234, usbProductId: 1 })];
  expect(await session.attach(provider)).to.equal(false);
  provider.ports.push(scene.port);
  const attaching = session.attach(provider);
  await clock.pass(10);
  expect(await attaching).to.equal(true);
  expect(scene.states).to.deep.equal(['opening', 'logging']);
});

it('identify on a device that does not listen ends with a reason, and the log goes on', async () => {
  const { session, port, clock } = scene;
  await scene.connect();
  const asking = session.identify();
  await clock.pass(30_000);
  expect(await asking).to.equal(false);
  expect(session.error?.code).to.equal('listening_not_reached');
  expect(port.rates).to.deep.equal([115_200, 28_800, 115_200]);
  expect(session.state).to.equal('logging');
});

it('one thing at a time', async () => {
  const { session, clock } = scene;
  await scene.connect();
  const asking = session.identify();
  expect(await session.identify()).to.equal(false);
  expect(session.error?.code).to.equal('session_busy');
  session.cancel();
  await clock.pass(20_000);
  expect(await asking).to.equal(false);
});

it('pulled out at any moment of an identification: a reason, and everything released', async () => {
  for (const at of [0, 100, 500, 1500, 1600, 2500, 4000, 7000]) {
    scene = sessionScene();
    const { session, port, provider, clock } = scene;
    await scene.connect();
    const asking = session.identify();
    await clock.pass(at);
    provider.unplug(port);
    await clock.pass(60_000);
    expect(await asking, `at ${at} ms`).to.equal(false);
    expect(session.state, `at ${at} ms`).to.equal('error');
    expect(port.writable?.locked ?? false).to.equal(false);
    expect(session.busy).to.equal(false);
  }
});
