// Webhooks of the guide, end to end against the mocked servers.
import { expect } from '@esm-bundle/chai';
import { createServedScene } from '../support/hook-scene.ts';

it('the weather arrives as five chunks, 250 ms apart, that are the same bytes again', async () => {
  const scene = await createServedScene();
  await scene.hook({ event: 'get_weather', url: 'http://w1.weather.gov/xml/current_obs/KMSP.xml', requestType: 'GET', noDefaults: true });
  await scene.publish('get_weather');
  await scene.advance(5_000);
  const chunks = scene.stream.events().filter(({ event }) => event.startsWith('hook-response/get_weather/'));
  expect(chunks.map(({ event }) => event.split('/').at(-1))).to.deep.equal(['0', '1', '2', '3', '4']);
  const moments = chunks.map(({ data }) => Date.parse(data.published_at));
  expect(moments.slice(1).map((moment, index) => moment - moments[index]!)).to.deep.equal([250, 250, 250, 250]);
  const rows = await scene.store.transaction(['server_requests'], 'readonly', (tx) => tx.getAll('server_requests'));
  expect(chunks.map(({ data }) => data.data).join('')).to.equal(rows[0]!.response!.body);
  expect(rows[0]!.response!.body.startsWith('<?xml')).to.equal(true);
});

it('the ThingSpeak walk charts each temperature and answers with its entry', async () => {
  const scene = await createServedScene();
  await scene.hook({
    url: 'https://api.thingspeak.com/update',
    requestType: 'POST',
    form: { api_key: 'POCKETWRITEKEY01', field1: '{{{PARTICLE_EVENT_VALUE}}}' },
  });
  for (const temp of ['61', '74', '68']) {
    await scene.publishFrom(1, 'temp', temp);
    await scene.advance(60_000);
  }
  expect(scene.told().filter((line) => line.startsWith('hook-response'))).to.deep.equal([
    'hook-response/temp/0: 1',
    'hook-response/temp/0: 2',
    'hook-response/temp/0: 3',
  ]);
  const { channels } = (await scene.servers.data('api.thingspeak.com')) as { channels: { entries: { field1: string }[] }[] };
  expect(channels[0]!.entries.map(({ field1 }) => field1)).to.deep.equal(['61', '74', '68']);
});

it('an update that comes too soon answers 0', async () => {
  const scene = await createServedScene();
  await scene.hook({
    url: 'https://api.thingspeak.com/update',
    form: { api_key: 'POCKETWRITEKEY01', field1: '{{{PARTICLE_EVENT_VALUE}}}' },
  });
  await scene.publish('temp', '1');
  await scene.publish('temp', '2');
  expect(scene.told().at(-1)).to.match(/^hook-response\/temp\/0: (0|error status 429 from api\.thingspeak\.com)$/);
});

it('a host that is not mocked is refused with an explanation', async () => {
  const scene = await createServedScene();
  await scene.hook({ url: 'https://www.example.com/in' });
  await scene.publish('temp');
  expect(scene.told().at(-1)).to.match(/^hook-response\/temp\/0: HOST_NOT_ALLOWED: .*www\.example\.com/);
});

it('every example webhook of the servers works at once', async () => {
  const scene = await createServedScene();
  await scene.useRules('current');
  await scene.servers.control('demo-server.example', { op: 'start' });
  for (const { example, host } of scene.servers.list()) {
    const { status, json } = await scene.call('POST', '/v1/integrations', {
      token: scene.token,
      body: { ...example, event: `try-${host}` },
    });
    expect(status, `${host} ${JSON.stringify(json)}`).to.equal(201);
    await scene.publish(`try-${host}`, '{"t":25}');
    await scene.advance(1_000);
    const [row] = (await scene.call('GET', `/pocket/deliveries?integration=${json.id}`)).json.deliveries;
    expect(row.state, `${host}: ${row.error}`).to.equal('success');
  }
});
