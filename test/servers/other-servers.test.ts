// Weather, Twilio, Tropo, Pushbullet, the echo and the visitor's own server, as a webhook meets them.
import { expect } from '@esm-bundle/chai';
import { openInternet, type OpenInternet } from '../support/open-internet.ts';

let internet: OpenInternet;
beforeEach(() => (internet = openInternet()));

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

it('the weather of the guide is an XML document of five chunks', async () => {
  const { status, text, headers } = await internet.call('http://w1.weather.gov/xml/current_obs/KMSP.xml');
  expect([status, headers['content-type']]).to.deep.equal([200, 'text/xml']);
  const document_ = new DOMParser().parseFromString(text, 'text/xml');
  expect(document_.querySelector('parsererror')).to.equal(null);
  expect(document_.querySelector('temp_f')!.textContent).to.equal('14.0');
  expect(document_.querySelector('temp_c')!.textContent).to.equal('-10.0');
  const bytes = new TextEncoder().encode(text).length;
  expect(Math.ceil(bytes / 512)).to.equal(5);
});

it('an unknown weather station is a 404', async () => {
  expect((await internet.call('http://w1.weather.gov/xml/current_obs/constructor.xml')).status).to.equal(404);
});

const TWILIO = 'https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json';
const TWILIO_AUTH = `Basic ${btoa('AC00000000000000000000000000000001:pocket-twilio-token')}`;

it('Twilio queues a message and tells its segments', async () => {
  const body = new URLSearchParams({ From: '+15005550006', To: '+15005550009', Body: 'x'.repeat(161) }).toString();
  const { status, text } = await internet.call(TWILIO, { method: 'POST', headers: { ...FORM, Authorization: TWILIO_AUTH }, body });
  expect(status).to.equal(201);
  expect(JSON.parse(text)).to.include({ status: 'queued', to: '+15005550009', num_segments: '2' });
  expect(((await internet.servers.data('api.twilio.com')) as { messages: unknown[] }).messages).to.have.length(1);
});

it('Twilio names what is wrong by its error code', async () => {
  const code = async (fields: Record<string, string>, authorization = TWILIO_AUTH): Promise<unknown> => {
    const { text } = await internet.call(TWILIO, {
      method: 'POST',
      headers: { ...FORM, Authorization: authorization },
      body: new URLSearchParams(fields).toString(),
    });
    return (JSON.parse(text) as { code: number }).code;
  };
  const good = { From: '+15005550006', To: '+15005550009', Body: 'hi' };
  expect(await code(good, 'Basic eDp5')).to.equal(20003);
  expect(await code({ ...good, To: '12' })).to.equal(21211);
  expect(await code({ ...good, From: 'me' })).to.equal(21212);
  expect(await code({ ...good, Body: '' })).to.equal(21602);
  expect(await code({ ...good, Body: 'x'.repeat(1601) })).to.equal(21617);
});

it('Tropo starts a session and keeps the variables', async () => {
  const { status, text } = await internet.call('https://api.tropo.com/1.0/sessions?action=create&token=pocket-tropo-token&msg=hi%20%3C');
  expect(status).to.equal(200);
  expect(text).to.match(/^<session><success>true<\/success><token>pocket-tropo-token<\/token><id>[0-9a-f]{32}<\/id><\/session>$/);
  const { sessions } = (await internet.servers.data('api.tropo.com')) as { sessions: { variables: unknown }[] };
  expect(sessions[0]!.variables).to.deep.equal({ msg: 'hi <' });
});

it('Tropo answers an unknown token with success false', async () => {
  const { text } = await internet.call('https://api.tropo.com/1.0/sessions', {
    method: 'POST',
    headers: { ...JSON_TYPE, Accept: 'application/json' },
    body: '{"token":"no"}',
  });
  expect(JSON.parse(text)).to.include({ success: false });
});

it('Pushbullet takes its token in three places', async () => {
  const url = 'https://api.pushbullet.com/v2/pushes';
  const body = '{"type":"note","title":"t","body":"b"}';
  const token = 'o.PocketPushbulletToken';
  const statuses: (number | string)[] = [];
  const ways: Record<string, string>[] = [
    { 'Access-Token': token },
    { Authorization: `Bearer ${token}` },
    { Authorization: `Basic ${btoa(`${token}:`)}` },
    {},
  ];
  for (const way of ways) statuses.push((await internet.call(url, { method: 'POST', headers: { ...JSON_TYPE, ...way }, body })).status);
  expect(statuses).to.deep.equal([200, 200, 200, 401]);
});

it('the echo answers with the request', async () => {
  const { text } = await internet.call('https://echo.example/a?b=1', {
    method: 'PUT',
    headers: { ...JSON_TYPE, 'X-Mine': 'yes' },
    body: '{"c":[2]}',
  });
  const echo = JSON.parse(text) as { headers: Record<string, string> };
  expect(echo).to.deep.include({ method: 'PUT', path: '/a', query: { b: '1' }, body: '{"c":[2]}', parsed: { c: [2] } });
  expect(echo.headers['x-mine']).to.equal('yes');
});

const mine = (message: Record<string, unknown>) => internet.servers.control('my-server.example', message);

it('your own server answers as you tell it', async () => {
  await mine({ op: 'setRoute', method: 'post', path: '/a', status: 202, headers: { 'X-Mine': 'yes' }, body: 'done', delay_ms: 1200 });
  const answer = await internet.call('https://my-server.example/a', { method: 'POST', body: '' });
  expect(answer).to.deep.include({ status: 202, text: 'done', took: 1200 });
  expect(answer.headers['x-mine']).to.equal('yes');
  expect((await internet.call('https://my-server.example/a')).status).to.equal(404);
});

it('a route is replaced by one with its method and path, and can be removed', async () => {
  await mine({ op: 'setRoute', path: '/a', body: '1' });
  await mine({ op: 'setRoute', path: '/a', body: '2' });
  expect((await internet.call('https://my-server.example/a')).text).to.equal('2');
  expect(await mine({ op: 'removeRoute', path: '/a' })).to.deep.include({ ok: true, removed: 1 });
  expect((await internet.call('https://my-server.example/a')).status).to.equal(404);
});

it('a route that ends in * answers everything below', async () => {
  await mine({ op: 'setRoute', path: '/all/*', status: 204 });
  expect((await internet.call('https://my-server.example/all/of/it')).status).to.equal(204);
});

it('a route that cannot be served is refused with the reason', async () => {
  const refused = async (route: Record<string, unknown>): Promise<unknown> => (await mine({ op: 'setRoute', path: '/a', ...route })).error;
  expect(await refused({ path: 'a' })).to.include('"/"');
  expect(await refused({ method: 'BREW' })).to.include('GET');
  expect(await refused({ status: 99 })).to.include('200 to 599');
  expect(await refused({ delay_ms: -1 })).to.include('0 to 600000');
  expect(await refused({ headers: { 'bad name': 'x' } })).to.include('header');
  expect(await refused({ body: 'x'.repeat(200_001) })).to.include('200000');
});

it('a route cannot forge the headers between our own parts', async () => {
  await mine({ op: 'setRoute', path: '/a', headers: { 'X-Pocket-Refused': 'ECONNREFUSED', 'x-pocket-took': '99999' } });
  expect(await internet.call('https://my-server.example/a')).to.deep.include({ status: 200, took: 0 });
});
