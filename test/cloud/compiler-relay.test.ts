// Compiling with a compiler that an open page lends, and flashing what it made over a device's link.
import { expect } from '@esm-bundle/chai';
import { buildModule, fileForm } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud, settle, type Listener, type TestCloud, type Wire } from '../support/test-cloud.ts';

const MODULE = buildModule({ payload: 'from a page' });

const sources = (text = 'int x;', fields: Record<string, string> = { platform_id: '3' }): FormData => {
  const form = fileForm('file', 'src/app.cpp', text, fields);
  form.append('file2', new Blob(['name=app']), 'project.properties');
  return form;
};

interface Page {
  stream: Listener;
  jobs(): Wire[];
  /** The `n`th job, from 1, once it is there: the browser takes its time to read a multipart body. */
  job(n: number): Promise<Wire>;
  answer(job: string, fields: Record<string, string>, module?: Uint8Array<ArrayBuffer>): Promise<number>;
}

async function openPage(test: TestCloud): Promise<Page> {
  const stream = await test.listen('/pocket/compiler');
  const jobs = (): Wire[] => stream.events().map(({ data }) => data);
  return {
    stream,
    jobs,
    async job(n) {
      while (jobs().length < n) await settle();
      return jobs()[n - 1];
    },
    async answer(job, fields, module) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      if (module) form.append('module', new Blob([module]), 'firmware.bin');
      return (await test.call('POST', `/pocket/compiler/${job}`, { body: form })).status;
    },
  };
}

async function scene() {
  const test = createTestCloud();
  const token = await test.login();
  const compile = (body = sources()) => test.call('POST', '/v1/binaries', { token, body });
  return { test, token, compile };
}

it('sources go to the open page, and its module is the binary that is downloaded', async () => {
  const { test, token, compile } = await scene();
  const page = await openPage(test);
  const compiling = compile();
  const job = await page.job(1);
  expect(job).to.deep.include({
    platform_id: 3,
    files: [
      { path: 'src/app.cpp', text: 'int x;' },
      { path: 'project.properties', text: 'name=app' },
    ],
  });
  expect(await page.answer(job.id, { ok: 'true', output: 'one\ntwo', size_info: 'text data bss' }, MODULE)).to.equal(200);
  const { status, json } = await compiling;
  expect(status).to.equal(200);
  expect(json).to.deep.include({ ok: true, sizeInfo: 'text data bss', output: 'one\ntwo' });
  const binary = await test.call('GET', json.binary_url, { token });
  expect(new Uint8Array(await binary.response.arrayBuffer())).to.deep.equal(MODULE);
  expect(await page.answer(job.id, { ok: 'true' }, MODULE)).to.equal(404);
});

it('without an open page, and after it is closed, sources are refused honestly', async () => {
  const { test, compile } = await scene();
  expect((await compile()).status).to.equal(501);
  const page = await openPage(test);
  await page.stream.close();
  const { status, json } = await compile();
  expect(status).to.equal(501);
  expect(json.error).to.contain('No open page offers a compiler');
});

it('a page that closes or says nothing ends the compilation with that reason', async () => {
  const { test, compile } = await scene();
  const page = await openPage(test);
  const closing = compile();
  await page.job(1);
  await page.stream.close();
  expect((await closing).json.errors).to.deep.equal(['The page that compiled was closed. Open a page with a code editor and try again.']);
  const other = await openPage(test);
  const silent = compile();
  await other.job(1);
  await test.advance(150_000);
  expect((await silent).json.errors[0]).to.contain('did not answer within 150 seconds');
});

it('of several pages the one that came last is asked, and the others when it goes', async () => {
  const { test, compile } = await scene();
  const first = await openPage(test);
  const second = await openPage(test);
  const one = compile();
  await second.job(1);
  expect([first.jobs().length, second.jobs().length]).to.deep.equal([0, 1]);
  await second.answer(second.jobs()[0].id, { ok: 'false', output: 'app.cpp:1', 'errors[]': 'app.cpp:1: error: no' });
  expect((await one).json).to.deep.include({ ok: false, output: 'app.cpp:1', errors: ['app.cpp:1: error: no'] });
  await second.stream.close();
  void compile();
  expect(await first.job(1)).to.include({ platform_id: 3 });
});

it('a module that is damaged or for another board reaches nobody', async () => {
  const { test, compile } = await scene();
  const page = await openPage(test);
  for (const [at, module] of [MODULE.slice(0, 40), buildModule({ platform_id: 12 })].entries()) {
    const compiling = compile();
    await page.answer((await page.job(at + 1)).id, { ok: 'true' }, module);
    const { json } = await compiling;
    expect(json.ok).to.equal(false);
    expect(json.errors[0]).to.contain('The compiler made no usable module');
  }
  const waiting = compile();
  expect(await page.answer((await page.job(3)).id, { ok: 'true' })).to.equal(400);
  await page.stream.close();
  await waiting;
});

it('files that are no text, too much text and a ninth job at once are refused by name', async () => {
  const { test, compile } = await scene();
  const page = await openPage(test);
  const image = sources();
  image.append('file3', new Blob([new Uint8Array([0xff, 0xfe, 0])]), 'logo.png');
  expect((await compile(image)).json.errors[0]).to.contain('logo.png is not UTF-8 text');
  expect((await compile(sources('x'.repeat(2_097_153)))).status).to.equal(413);
  for (let n = 0; n < 8; n++) void compile();
  await page.job(8);
  expect((await compile()).status).to.equal(429);
});

it('sources sent to an online device are compiled by the page and arrive at the device byte for byte', async () => {
  const { test, token } = await scene();
  const page = await openPage(test);
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  const arrived: string[] = [];
  const device = await connectDevice(test, board.id, { flash: (base64) => arrived.push(base64) > 0 });
  const stream = await test.listen('/v1/devices/events/spark', token);
  const flashing = test.call('PUT', `/v1/devices/${board.id}`, { token, body: sources('int x;', { deviceId: board.id }) });
  await page.answer((await page.job(1)).id, { ok: 'true' }, MODULE);
  expect((await flashing).json).to.deep.include({ ok: true, message: 'Update started' });
  await settle();
  expect(Uint8Array.from(atob(arrived[0]!), (char) => char.charCodeAt(0))).to.deep.equal(MODULE);
  expect(stream.events().map(({ event, data }) => `${event} ${data.data}`)).to.deep.equal([
    `spark/flash/status started ${MODULE.length}`,
    'spark/flash/status success',
  ]);
  // A device that is unplugged in the middle is told of too.
  await device.greet({ mute: ['flash'] });
  await test.call('PUT', `/v1/devices/${board.id}`, { token, body: fileForm('file', 'firmware.bin', MODULE) });
  await device.disconnect();
  const told = stream.events().map(({ event, data }) => `${event} ${data.data}`);
  expect(told).to.include('spark/flash/status failed device went offline');
});
