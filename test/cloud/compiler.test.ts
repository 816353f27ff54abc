// Compiling in the cloud, with a compiler behind the port (spec/cloud-api.md §2.6).
import { expect } from '@esm-bundle/chai';
import type { Compiler } from '../../src/cloud/ports.ts';
import { buildModule, fileForm } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud, settle } from '../support/test-cloud.ts';

const MODULE = buildModule({ payload: 'compiled' });

/** Takes what it is told to take and remembers what it was given. */
function scripted() {
  const jobs: Parameters<Compiler['compile']>[0][] = [];
  const compiler: Compiler = {
    async compile(job) {
      jobs.push(job);
      const broken = job.files.some((file) => new TextDecoder().decode(file.bytes).includes('oops'));
      return broken
        ? { ok: false, output: 'In file app.cpp', errors: ['app.cpp:1: error: oops'] }
        : { ok: true, bytes: MODULE, sizeInfo: 'text 4', output: 'done' };
    },
  };
  return { jobs, compiler };
}

async function withCompiler() {
  const { jobs, compiler } = scripted();
  const test = createTestCloud({ ports: { compiler, knownApp: async (name) => (name === 'tinker' ? MODULE : null) } });
  const token = await test.login();
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  const sources = (text: string, fields: Record<string, string> = {}) => {
    const form = fileForm('file', 'src/app.cpp', text, fields);
    form.append('file2', new Blob(['name=app']), 'project.properties');
    return form;
  };
  return { ...test, test, token, id: board.id as string, jobs, sources };
}

it('sources become a binary that can be downloaded for a day, by who compiled it', async () => {
  const { test, call, token, jobs, sources } = await withCompiler();
  const { status, json } = await call('POST', '/v1/binaries', { token, body: sources('int x;', { platform_id: '3', latest: 'true' }) });
  expect(status).to.equal(200);
  expect(json).to.deep.include({
    ok: true,
    binary_url: `/v1/binaries/${json.binary_id}`,
    sizeInfo: 'text 4',
    build_target_version: '5.9.0',
  });
  expect(jobs[0]?.platform_id).to.equal(3);
  expect(jobs[0]?.files.map((file) => file.path)).to.deep.equal(['src/app.cpp', 'project.properties']);
  const binary = await call('GET', json.binary_url, { token });
  expect(new Uint8Array(await binary.response.arrayBuffer())).to.deep.equal(MODULE);
  expect(binary.response.headers.get('content-disposition')).to.contain('firmware.bin');
  await call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'other-secret' } });
  expect((await call('GET', json.binary_url, { token: await test.login('other@example.com', 'other-secret') })).status).to.equal(404);
  await test.advance(86_400_001);
  expect((await call('GET', json.binary_url, { token })).status).to.equal(404);
});

it('a compiler’s errors are handed on: 200 by the rules of 2016, 406 by the newer ones', async () => {
  const { call, token, sources } = await withCompiler();
  const compile = async () => {
    const { status, json } = await call('POST', '/v1/binaries', { token, body: sources('oops', { platform_id: '3' }) });
    expect(json).to.deep.include({ ok: false, stdout: 'In file app.cpp', errors: ['app.cpp:1: error: oops'] });
    // The CLI shows this and nothing else of a 200.
    expect(json.error).to.equal('app.cpp:1: error: oops');
    return status;
  };
  expect(await compile()).to.equal(200);
  await call('PUT', '/pocket/settings', { body: { rules: 'current' } });
  expect(await compile()).to.equal(406);
});

it('sources sent to a device are compiled and flashed; broken ones only told', async () => {
  const { test, call, token, id, sources } = await withCompiler();
  const device = await connectDevice(test, id, {});
  const broken = await call('PUT', `/v1/devices/${id}`, { token, body: sources('oops', { deviceId: id }) });
  expect([broken.status, broken.json.ok]).to.deep.equal([200, false]);
  expect(device.calls).to.deep.equal([]);
  const fine = await call('PUT', `/v1/devices/${id}`, { token, body: sources('int x;') });
  expect(fine.json).to.deep.include({ ok: true, message: 'Update started' });
  const tinker = await call('PUT', `/v1/devices/${id}`, { token, body: { app: 'tinker' } });
  expect(tinker.json).to.deep.equal({ id, status: 'Update started' });
  await settle();
  expect(device.calls.map(({ type }) => type)).to.deep.equal(['flash', 'flash']);
});

it('no platform, another platform, no files and a path outside the project are refused by name', async () => {
  const { call, token, sources, jobs } = await withCompiler();
  const compile = async (body: FormData) => (await call('POST', '/v1/binaries', { token, body })).status;
  expect(await compile(sources('x'))).to.equal(400);
  expect(await compile(sources('x', { platform_id: '12' }))).to.equal(501);
  const none = new FormData();
  none.append('platform_id', '3');
  expect(await compile(none)).to.equal(400);
  for (const path of ['../x.cpp', '/etc/x', 'src/../../x'])
    expect(await compile(fileForm('file', path, 'x', { platform_id: '3' })), path).to.equal(400);
  expect(jobs).to.deep.equal([]);
});

it('build targets name what can be compiled for, and every platform by its name', async () => {
  const { call } = await withCompiler();
  const { json } = await call('GET', '/v1/build_targets');
  expect(json.targets).to.deep.equal([{ version: '5.9.0', platforms: [3], prereleases: [], firmware_vendor: 'Pocket Cloud' }]);
  expect(json.platforms).to.deep.include({ gcc: 3, photon: 6, boron: 13, msom: 35 });
  expect((await call('GET', '/v1/device-os/versions/5.9.0')).json.version).to.equal('5.9.0');
  expect((await call('GET', '/v1/device-os/versions/9.9.9')).status).to.equal(404);
});
