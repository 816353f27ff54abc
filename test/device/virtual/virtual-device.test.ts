// A virtual board on a real cloud: online, called, pressed, switched off, crashed, updated.
import { expect } from '@esm-bundle/chai';
import { makeModule } from '../../../src/compiler/make-module.ts';
import { buildModule } from '../../support/build-module.ts';
import { probe } from '../../support/run-firmware.ts';
import { createBench, type Bench } from '../../support/virtual-bench.ts';

const online = (bench: Bench): Promise<void> => bench.until(() => bench.device.online === 'connected', 'the board is online');

it('comes online by itself, says what it offers, and why it started', async () => {
  const bench = await createBench();
  await online(bench);
  expect(bench.device.led.looks).to.equal('breathing cyan');
  const { json } = await bench.test.call('GET', `/v1/devices/${bench.id}`, { token: bench.token });
  expect(json).to.deep.include({ online: true, variables: { loops: 'int32' }, system_firmware_version: '5.9.0' });
  expect(json.functions).to.include('slow');
  await bench.pass(100);
  const names = (await bench.events('spark/')).map(([name, data]) => `${name} ${data?.slice(0, 11)}`);
  expect(names).to.include.members(['spark/status online', 'spark/device/last_reset power_down']);
});

it('answers a function and a variable through the cloud, with the time that the firmware takes', async () => {
  const bench = await createBench();
  await online(bench);
  expect(await bench.call('slow', 'four')).to.equal(4);
  const { json } = await bench.test.call('GET', `/v1/devices/${bench.id}/loops`, { token: bench.token });
  expect(json.result).to.be.greaterThan(100);
});

it('publishes with the limit of a board, in order, and hears the events it subscribed to', async () => {
  const bench = await createBench();
  await online(bench);
  expect(await bench.call('publish', '{"t":21.5}')).to.equal(4);
  await bench.until(() => bench.printed().includes('published 4 0'), 'four are acknowledged');
  expect(await bench.events('probe')).to.deep.equal(Array.from({ length: 4 }, () => ['probe', '{"t":21.5}']));
  await bench.cloud.publish({ name: `${bench.id}/hook-response/probe/0`, data: 'heard' });
  await bench.until(() => bench.printed().includes(`event ${bench.id}/hook-response/probe/0=heard`), 'the event arrives');
});

it('a click, two clicks and three seconds of MODE are three different things', async () => {
  const bench = await createBench();
  await online(bench);
  bench.device.pressMode();
  await bench.pass(100);
  bench.device.releaseMode();
  bench.device.pressMode();
  await bench.pass(60);
  bench.device.releaseMode();
  await bench.pass(700);
  expect(bench.printed().match(/system (4096|8192) \d/g)).to.deep.equal(['system 4096 1', 'system 4096 2', 'system 8192 2']);
  bench.device.pressMode();
  await bench.pass(3040);
  expect([bench.device.listening, bench.device.online, bench.device.led.looks]).to.deep.equal([true, 'off', 'blinking blue']);
  bench.device.releaseMode();
  bench.device.leaveListening();
  await online(bench);
});

it('without a network it looks for one; without power it is dark and offline; both come back', async () => {
  const bench = await createBench();
  await online(bench);
  bench.device.setNetwork(false);
  await bench.pass(40);
  expect(bench.device.led.looks).to.equal('blinking green');
  bench.device.setNetwork(true);
  await online(bench);
  bench.device.setPower(false);
  await bench.pass(40);
  expect([bench.device.state, bench.device.led.looks]).to.deep.equal(['off', 'dark']);
  expect((await bench.test.call('GET', `/v1/devices/${bench.id}`, { token: bench.token })).json.online).to.equal(false);
  bench.device.setPower(true);
  await online(bench);
});

it('MODE held through a reset until the light turns magenta: firmware paused, cloud on', async () => {
  const bench = await createBench();
  await online(bench);
  bench.device.pressReset();
  expect(bench.device.led.looks).to.equal('dark');
  bench.device.pressMode();
  await bench.pass(100);
  bench.device.releaseReset();
  expect(bench.device.led.looks).to.equal('blinking magenta');
  await bench.pass(1200);
  bench.device.releaseMode();
  await online(bench);
  expect([bench.device.state, bench.device.led.looks]).to.deep.equal(['safe_mode', 'breathing magenta']);
  bench.device.pressReset();
  bench.device.releaseReset();
  await online(bench);
  expect(bench.device.state).to.equal('running');
  expect(bench.printed()).to.match(/boot 20 0\n.*$/s);
});

it('restarted by key L: no application, listening, and online without it afterwards', async () => {
  const bench = await createBench();
  await online(bench);
  bench.device.restartListening();
  await bench.pass(100);
  expect([bench.device.state, bench.device.listening, bench.device.led.looks]).to.deep.equal(['safe_mode', true, 'blinking blue']);
  bench.device.leaveListening();
  await online(bench);
  expect([bench.device.state, bench.device.led.looks]).to.deep.equal(['safe_mode', 'breathing magenta']);
});

it('a crash is SOS with its function in words, starts again, and after three it waits in safe mode', async () => {
  const bench = await createBench();
  for (let times = 1; times <= 3; times++) {
    await online(bench);
    void bench.test.call('POST', `/v1/devices/${bench.id}/crash`, { token: bench.token, body: { arg: '' } });
    await bench.until(() => bench.device.state === 'panic', 'it crashes');
    expect(bench.device.led.looks).to.equal('red SOS');
    expect(bench.device.crash).to.deep.include({ code: 1, times });
    expect(bench.device.crash?.function).to.contain('reachIntoNothing');
    await bench.pass(6100);
  }
  await online(bench);
  expect(bench.device.state).to.equal('safe_mode');
});

const anotherModule = async (): Promise<Uint8Array> => makeModule(new Uint8Array([...(await probe()), 0, 5, 4, 110, 111, 116, 101]));
const sendOverTheAir = async (bench: Bench, module: Uint8Array): Promise<void> => {
  const form = new FormData();
  form.append('file', new Blob([module as Uint8Array<ArrayBuffer>]), 'firmware.bin');
  await bench.test.cloud.fetch(
    new Request(`https://site.example/docs/cloud/v1/devices/${bench.id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${bench.token}` },
      body: form,
    }),
  );
};
const hashOf = (bench: Bench): string | undefined => bench.device.modules().find(({ f }) => f === 'u')?.u;

it('takes an update over the air, restarts with it, and keeps it over a reload', async () => {
  const bench = await createBench();
  await online(bench);
  await sendOverTheAir(bench, await anotherModule());
  await bench.until(() => bench.device.image && bench.printed().includes('boot 70 0'), 'it runs the update');
  await online(bench);
  const hash = bench.device.modules().find(({ f }) => f === 'u')?.u;
  expect((await bench.events('spark/flash/status')).at(-1)?.[1]).to.equal('success');
  expect((await bench.events('spark/device/app-hash')).at(-1)?.[1]).to.equal(hash);
  bench.again();
  await online(bench);
  expect(bench.device.modules().find(({ f }) => f === 'u')?.u).to.equal(hash);
});

it('refuses the image of a real board with its number and a sentence, and a damaged one', async () => {
  const bench = await createBench();
  await online(bench);
  const argon = await bench.device.install(buildModule({ platform_id: 12 }));
  expect(argon).to.deep.equal({ ok: false, code: -1360, detail: 'The module is for Argon, and this is a Virtual board.' });
  const damaged = makeModule(await probe());
  damaged[100] = (damaged[100] as number) ^ 1;
  expect(await bench.device.install(damaged)).to.include({ ok: false, code: -1330 });
  expect(await bench.device.install(buildModule())).to.include({ ok: false, code: -1370 });
  const padded = new Uint8Array([...makeModule(await probe()), ...Array(300).fill(0x1a)]);
  expect(await bench.device.install(padded)).to.deep.equal({ ok: true });
});

it('keeps its memory over a reload, and loses retained variables with its power', async () => {
  const bench = await createBench();
  await online(bench);
  await bench.call('keep', '*');
  await bench.pass(1100);
  bench.again();
  await online(bench);
  expect(await bench.call('kept')).to.equal(42 * 256);
});

it('an update whose answer never reached the cloud still ends in a restart', async () => {
  const bench = await createBench({ lost: '/link/' });
  await online(bench);
  const before = hashOf(bench);
  await sendOverTheAir(bench, await anotherModule());
  await bench.until(() => bench.printed().includes('boot 70 0'), 'it runs the update');
  await online(bench);
  expect(bench.device.led.looks).to.equal('breathing cyan');
  expect(hashOf(bench)).to.not.equal(before);
});

it('a cloud that starts over has a board as new: the firmware of the build, an empty memory, and stays so', async () => {
  const bench = await createBench();
  await online(bench);
  const first = hashOf(bench);
  await bench.call('keep', '*');
  await bench.pass(1100);
  expect(await bench.device.install(await anotherModule())).to.deep.equal({ ok: true });
  bench.device.setNetwork(false);
  bench.device.reset('flash');
  await bench.device.startOver();
  await online(bench);
  expect([hashOf(bench), bench.device.network]).to.deep.equal([first, true]);
  expect(
    bench
      .printed()
      .match(/boot \d+ \d/g)
      ?.at(-1),
  ).to.equal('boot 40 0');
  expect(await bench.call('kept')).to.equal(255 * 256);
  bench.again();
  await online(bench);
  expect(hashOf(bench)).to.equal(first);
});
