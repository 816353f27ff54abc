// What every mocked server keeps to, whoever wrote it: the folder is the list.
import { expect } from '@esm-bundle/chai';
import { createMockedServers } from '../../src/adapters/mocked-servers.ts';
import { renderRequest } from '../../src/cloud/render-request.ts';
import type { StoredEvent } from '../../src/model/event.ts';
import type { Integration } from '../../src/model/integration.ts';
import { HOOK_RULES } from '../../src/model/limits.ts';
import { everyServer, openInternet, type OpenInternet } from '../support/open-internet.ts';

const servers = Object.entries(everyServer).map(([file, server]) => ({ file, server }));
type Server = (typeof servers)[number]['server'];

const event: StoredEvent = {
  id: 1,
  name: 'anything',
  data: '72',
  ttl: '60',
  published_at: '2026-01-01T12:00:00.000Z',
  coreid: 'e00fce680123456789abcdef',
  user_id: 'u',
  product_id: null,
  origin: 'api',
  journey: 'j',
};

const example = (server: Server): Integration =>
  ({
    id: 'i',
    integration_type: 'Webhook',
    name: 'n',
    rejectUnauthorized: true,
    noDefaults: false,
    disabled: false,
    created_at: event.published_at,
    user_id: 'u',
    product_id: null,
    requestType: 'POST',
    ...server.example,
  }) as Integration;

const callExample = (net: OpenInternet['net'], server: Server) => {
  const request = renderRequest(example(server), event, HOOK_RULES['2016']);
  return net.request({ ...request, journey: 'j', timeout_ms: 20_000 });
};

it('finds the servers of issue 4', () => {
  expect(servers.map(({ server }) => server.host)).to.include.members([
    'echo.example',
    'demo-server.example',
    'api.thingspeak.com',
    'w1.weather.gov',
    'api.twilio.com',
    'api.tropo.com',
    'api.pushbullet.com',
    'my-server.example',
  ]);
});

it('no two servers share an address', () => {
  const hosts = servers.map(({ server }) => server.host);
  expect(new Set(hosts).size).to.equal(hosts.length);
});

for (const { file, server } of servers) {
  const started = async () => {
    const all = openInternet();
    if (server.operations?.['start']) expect((await all.servers.control(server.host, { op: 'start' })).ok).to.equal(true);
    return all;
  };

  it(`${file}: tells what it is in a title and whole sentences`, () => {
    expect(server.title).to.match(/^\S.{2,40}$/);
    expect(server.purpose).to.match(/^[A-Z].*\.$/);
    expect(server.purpose).to.not.match(/!/);
    expect(server.host).to.match(/^[a-z0-9.-]+\.[a-z]+$/);
  });

  it(`${file}: its example webhook works at once`, async () => {
    const { net } = await started();
    expect(server.example['event']).to.match(/^.{1,64}$/);
    const result = await callExample(net, server);
    expect(result.ok ? result.status : result.code).to.be.within(200, 299);
    expect(result.ok && result.body.byteLength).to.be.greaterThan(0);
  });

  it(`${file}: keeps its data when the worker dies`, async () => {
    const first = await started();
    await callExample(first.net, server);
    const before = await first.servers.data(server.host);
    expect(JSON.parse(JSON.stringify(before))).to.deep.equal(before);
    // A new worker makes new servers over the same store.
    const later = createMockedServers(Object.values(everyServer), first.store, first.clock);
    expect(await later.data(server.host)).to.deep.equal(before);
  });

  it(`${file}: the same requests leave the same data`, async () => {
    const run = async (): Promise<unknown> => {
      const { net, servers: desks, at } = await started();
      await callExample(net, server);
      at(16_000);
      await callExample(net, server);
      return desks.data(server.host);
    };
    expect(await run()).to.deep.equal(await run());
  });

  it(`${file}: empties its data and works on`, async () => {
    const { net, servers: desks } = await started();
    await callExample(net, server);
    await desks.clear(server.host);
    const result = await callExample(net, server);
    expect(result.ok && result.status).to.be.within(200, 299);
  });

  it(`${file}: answers an address it does not know with 404`, async () => {
    const { net } = await started();
    const result = await net.request({
      method: 'GET',
      url: `https://${server.host}/no/such/thing`,
      headers: {},
      body: null,
      journey: 'j',
      timeout_ms: 20_000,
    });
    // The echo has no wrong address.
    if (server.host !== 'echo.example') expect(result.ok && result.status).to.equal(404);
    else expect(result.ok && result.status).to.equal(200);
  });

  it(`${file}: survives bodies that are not what they say`, async () => {
    const { net } = await started();
    const { url, method } = renderRequest(example(server), event, HOOK_RULES['2016']);
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
      for (const body of ['', '{', 'null', '[1]', '%%%=%', '\u0000', '{"__proto__":{"polluted":1},"constructor":1}', 'x'.repeat(150_000)]) {
        const result = await net.request({ method, url, headers: { 'content-type': type }, body, journey: 'j', timeout_ms: 20_000 });
        expect(result.ok ? result.status : result.code, `${type} ${body.slice(0, 20)}`).to.be.within(200, 499);
      }
    }
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  it(`${file}: says which operations it understands`, async () => {
    const { servers: desks } = openInternet();
    for (const op of ['nonsense', 'constructor', '__proto__', undefined]) {
      const answer = await desks.control(server.host, { op });
      expect(answer.ok).to.equal(false);
      expect(answer.error).to.include(server.host);
    }
  });
}
