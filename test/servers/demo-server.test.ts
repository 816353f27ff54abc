// The webhook demo's server: started by the lesson, guarded by a shared secret, told what to answer (spec/cloud-api.md §6.6).
import { expect } from '@esm-bundle/chai';
import { openInternet, type OpenInternet } from '../support/open-internet.ts';

const HOST = 'demo-server.example';
const HOOK = `https://${HOST}/hook/demo`;

interface Demo {
  started: boolean;
  authorization: string | null;
  hooks: {
    hookId: string;
    method: string;
    originalUrl: string;
    headers: string;
    body: string;
    response: { statusCode: number; body: string };
  }[];
}

let internet: OpenInternet;
beforeEach(() => (internet = openInternet()));

const control = (message: Record<string, unknown>) => internet.servers.control(HOST, message);
const data = () => internet.servers.data(HOST) as Promise<Demo>;
const start = async () => `Bearer ${String((await control({ op: 'start' }))['authorization'])}`;
const hook = (authorization?: string) =>
  internet.call(`${HOOK}?a=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: '{"t":25}',
  });

it('refuses connections until the demo is started, and after it was stopped', async () => {
  expect((await hook()).status).to.equal('ECONNREFUSED');
  const authorization = await start();
  expect((await hook(authorization)).status).to.equal(200);
  await control({ op: 'stop' });
  expect((await hook(authorization)).status).to.equal('ECONNREFUSED');
});

it('answers with a small confirmation and keeps what it received', async () => {
  const authorization = await start();
  const answer = await hook(authorization);
  expect(JSON.parse(answer.text)).to.deep.equal({ ok: true, hookId: '1' });
  const { hooks } = await data();
  expect(hooks).to.have.length(1);
  expect(hooks[0]).to.include({ hookId: '1', method: 'POST', originalUrl: '/hook/demo?a=1', body: '{"t":25}' });
  expect(hooks[0]!.headers.split('\n')).to.include(`authorization: ${authorization}`);
  expect(hooks[0]!.response).to.include({ statusCode: 200, body: answer.text });
});

it('a request without the shared secret receives an error and is still shown', async () => {
  await start();
  expect((await hook('Bearer wrong')).status).to.equal(401);
  expect((await hook()).status).to.equal(401);
  expect((await data()).hooks.map(({ response }) => response.statusCode)).to.deep.equal([401, 401]);
});

it('starting again keeps the secret, so that a webhook made before still fits', async () => {
  const first = await start();
  await control({ op: 'stop' });
  expect(await start()).to.equal(first);
});

it('expects another secret when told so', async () => {
  await start();
  await control({ op: 'hookResponse', authorization: 'other' });
  expect((await hook('Bearer other')).status).to.equal(200);
});

it('answers what it is told to, as late as it is told to', async () => {
  const authorization = await start();
  await control({ op: 'hookResponse', statusCode: 418, contentType: 'text/plain', body: 'teapot', delayMs: 2000 });
  expect(await hook(authorization)).to.deep.include({ status: 418, text: 'teapot', took: 2000 });
  await control({ op: 'hookResponse' });
  expect((await hook(authorization)).status).to.equal(200);
});

it('an empty table keeps the secret and counts on', async () => {
  const authorization = await start();
  await hook(authorization);
  await internet.servers.clear(HOST);
  expect(await data()).to.deep.include({ started: true, hooks: [] });
  expect(JSON.parse((await hook(authorization)).text)).to.deep.equal({ ok: true, hookId: '2' });
});

it('keeps the last 200 webhooks', async () => {
  const authorization = await start();
  for (let i = 0; i < 203; i++) await hook(authorization);
  const { hooks } = await data();
  expect([hooks.length, hooks[0]!.hookId, hooks.at(-1)!.hookId]).to.deep.equal([200, '4', '203']);
});
