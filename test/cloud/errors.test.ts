// Every mistake of a caller is answered as JSON of the right shape; nothing is a crash (spec/cloud-api.md §0).
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

const PUBLISH = '/v1/devices/events';

it('no token, a wrong token and an expired token have their shapes', async () => {
  const { call, advance } = createTestCloud();
  expect(await call('GET', '/v1/devices')).to.deep.include({
    status: 400,
    json: { error: 'invalid_request', error_description: 'The access token was not found.' },
  });
  expect(await call('GET', '/v1/devices', { token: 'f'.repeat(40) })).to.deep.include({
    status: 401,
    json: { error: 'invalid_token', error_description: 'The access token provided is invalid.' },
  });
  const body = new URLSearchParams({
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
    expires_in: '60',
  });
  const token = (await call('POST', '/oauth/token', { body })).json.access_token;
  await advance(59_000);
  expect((await call('GET', '/v1/devices', { token })).status).to.equal(200);
  await advance(1_000);
  expect(await call('GET', '/v1/devices', { token })).to.deep.include({
    status: 401,
    json: { error: 'invalid_token', error_description: 'The access token provided has expired.' },
  });
});

it('the token is read from a header that repeats its name, from the query and from a DELETE body', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  expect((await call('GET', '/v1/devices', { headers: { authorization: `Authorization: bearer   ${token}` } })).status).to.equal(200);
  expect((await call('GET', `/v1/devices?access_token=${token}`)).status).to.equal(200);
  expect(
    (await call('DELETE', '/v1/integrations/aaaaaaaaaaaaaaaaaaaaaaaa', { body: new URLSearchParams({ access_token: token }) })).status,
  ).to.equal(404);
});

it('unknown routes are 404 as JSON, wrong methods 405 with the right ones, trailing slashes do not matter', async () => {
  const { call } = createTestCloud();
  for (const path of ['/v1/nothing', '/', '/v1', '/v1/devices/a/b/c/d/e', '/__proto__']) {
    const { status, json, response } = await call('GET', path);
    expect(status, path).to.equal(404);
    expect(json.error, path).to.be.a('string');
    expect(response.headers.get('content-type')).to.equal('application/json; charset=utf-8');
  }
  const { status, response } = await call('DELETE', '/pocket/info');
  expect(status).to.equal(405);
  expect(response.headers.get('allow')).to.equal('GET');
  expect((await call('GET', '/pocket/info///')).status).to.equal(200);
});

it('every answer may be read by other origins, and OPTIONS says what they may send', async () => {
  const { call } = createTestCloud();
  for (const [method, path] of [
    ['GET', '/pocket/info'],
    ['GET', '/v1/nothing'],
    ['GET', '/v1/devices'],
  ] as const)
    expect((await call(method, path)).response.headers.get('access-control-allow-origin')).to.equal('*');
  const { status, response } = await call('OPTIONS', '/v1/devices');
  expect(status).to.equal(204);
  expect(response.headers.get('access-control-allow-methods')).to.contain('PATCH').and.to.contain('DELETE');
  expect(response.headers.get('access-control-allow-headers')).to.contain('Authorization').and.to.contain('X-Particle-Tool');
});

it('bad JSON, a body that is no object, and unknown kinds are refused', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const send = async (body: string, type: string) =>
    (await call('POST', PUBLISH, { token, body, headers: { 'content-type': type } })).status;
  expect(await send('{"name":', 'application/json')).to.equal(400);
  expect(await send('[1]', 'application/json')).to.equal(400);
  expect(await send('"x"', 'application/json; charset=utf-8')).to.equal(400);
  expect(await send('x', 'image/png')).to.equal(415);
  expect(await send('--x', 'multipart/form-data')).to.equal(400);
  expect(await send('{"name":"a"}', 'text/plain')).to.equal(200);
  expect(await send('name=a&data=1', 'text/plain')).to.equal(200);
});

it('bodies over their limit are refused, whatever the length header says', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const big = JSON.stringify({ name: 'a', more: 'x'.repeat(256 * 1024) });
  expect((await call('POST', PUBLISH, { token, body: big, headers: { 'content-type': 'application/json' } })).status).to.equal(413);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(11 * 1024 * 1024)]), 'big.bin');
  expect((await call('POST', '/v1/binaries', { token, body: form })).status).to.equal(413);
  expect((await call('GET', `/pocket/events?text=${'x'.repeat(9000)}`)).status).to.equal(413);
});

it('keys of the prototype are refused by name, in JSON, forms and queries', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const refused = async (body: string, type: string) => {
    const { status, json } = await call('POST', PUBLISH, { token, body, headers: { 'content-type': type } });
    return `${status} ${json.errors[0]}`;
  };
  expect(await refused('{"name":"a","__proto__":{"x":1}}', 'application/json')).to.match(/^400 .*__proto__/);
  expect(await refused('{"name":"a","x":{"constructor":1}}', 'application/json')).to.match(/^400 .*constructor/);
  expect(await refused('name=a&__proto__[x]=1', 'application/x-www-form-urlencoded')).to.match(/^400 .*__proto__/);
  expect(await refused('name=a&x[prototype]=1', 'application/x-www-form-urlencoded')).to.match(/^400 .*prototype/);
  expect((await call('GET', '/pocket/events?constructor=1')).status).to.equal(400);
  expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
});

it('a body nested without end is refused, not followed', async () => {
  const { call, login } = createTestCloud();
  const body = '{"a":'.repeat(5000) + '1' + '}'.repeat(5000);
  expect((await call('POST', PUBLISH, { token: await login(), body, headers: { 'content-type': 'application/json' } })).status).to.equal(
    400,
  );
});

it('a percent sign that encodes nothing is refused', async () => {
  const { call, login } = createTestCloud();
  expect((await call('GET', '/v1/devices/%E0%A4%A', { token: await login() })).status).to.equal(400);
});

it('the cloud works below any base and tells absolute addresses below it', async () => {
  const { cloud, login } = createTestCloud();
  const token = await login();
  for (const base of ['https://a.example/cloud', 'https://a.example/docs/demo/cloud', 'http://localhost:4173/cloud']) {
    const response = await cloud.fetch(
      new Request(`${base}/v1/integrations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ event: 'e', url: 'https://x.example/' }),
      }),
    );
    expect((await response.json()).hookUrl).to.match(new RegExp(`^${base}/v1/`));
  }
});

it('a bug is told to the host and answered without its inside', async () => {
  const { call, store, bugs, cloud } = createTestCloud();
  await cloud.ready;
  store.transaction = () => Promise.reject(new Error('secret inside'));
  const error: unknown = await call('GET', '/v1/devices', { token: 'x' }).catch((thrown: unknown) => thrown);
  expect(error).to.equal(bugs[0]);
  expect(bugs.length).to.equal(1);
  const answer = await cloud.fetch(new Request('https://x.example/cloud/v1/devices?access_token=x'));
  expect(answer.status).to.equal(500);
  expect(await answer.text()).to.not.contain('secret inside');
});
