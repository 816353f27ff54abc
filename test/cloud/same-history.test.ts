// Same seed and same requests give the same bytes: what one cloud was asked, another is asked again, with its mocked servers behind it.
import { expect } from '@esm-bundle/chai';
import { createServedScene, type HookScene } from '../support/hook-scene.ts';
import { BASE, settle } from '../support/test-cloud.ts';

type Step =
  | { ms: number }
  | { method: string; path: string; headers: [string, string][]; body: Uint8Array<ArrayBuffer> | null; answer: Promise<string> };

const said = async (response: Response): Promise<string> =>
  `${response.status} ${response.headers.get('content-type')} ${response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.clone().text()}`;

/** Notes every request and every passing of time from now on. */
function record(scene: HookScene): Step[] {
  const steps: Step[] = [];
  const { fetch } = scene.cloud;
  scene.cloud.fetch = async (request, client) => {
    const copy = request.clone();
    const given = fetch(request, client);
    steps.push({
      method: request.method,
      path: request.url.slice(BASE.length),
      headers: [...request.headers],
      body: request.method === 'GET' || request.method === 'HEAD' ? null : new Uint8Array(await copy.arrayBuffer()),
      answer: given.then(said),
    });
    return given;
  };
  return steps;
}

async function replay(scene: HookScene, steps: readonly Step[]): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if ('ms' in step) {
      await scene.advance(step.ms);
      continue;
    }
    const { method, path, headers, body } = step;
    const answer = await said(await scene.cloud.fetch(new Request(BASE + path, { method, headers, body })));
    expect(answer, `${at}: ${method} ${path}`).to.equal(await step.answer);
    await settle();
  }
}

const open = async (): Promise<HookScene> => {
  const scene = await createServedScene();
  scene.ports.servers = scene.servers;
  return scene;
};

const exported = async (scene: HookScene): Promise<string> => (await scene.cloud.fetch(new Request(`${BASE}/pocket/export`))).text();

const MULTIPART = [
  '--edge',
  'content-disposition: form-data; name="file"; filename="devices.txt"',
  'content-type: text/plain',
  '',
  'E00FCE68AAAAAAAAAAAAAAAA',
  '--edge--',
  '',
].join('\r\n');

/** A bit of everything that makes ids, secrets, jobs, windows and answers. */
async function live(scene: HookScene, steps: Step[]): Promise<void> {
  const { token, call } = scene;
  const pass = async (ms: number): Promise<void> => {
    steps.push({ ms });
    await scene.advance(ms);
  };
  const say = (name: string, data = '') => call('POST', '/v1/devices/events', { token, body: { name, data } });
  const hook = (body: Record<string, unknown>, at = '/v1') => call('POST', `${at}/integrations`, { token, body });

  await call('POST', '/v1/users', { body: { username: 'ada@example.com', password: 'ada-secret' } });
  const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const at = `/v1/products/${product.id}`;
  await call('POST', `${at}/team`, { token, body: { username: 'ada@example.com' } });
  await call('POST', `${at}/team`, { token, body: { friendly_name: 'Robot', scopes: ['devices:get'] } });
  const { client } = (await call('POST', `${at}/clients`, { token, body: { name: 'App', type: 'installed' } })).json;
  await call('POST', `${at}/customers`, {
    body: { client_id: client.id, client_secret: client.secret, email: 'eve@example.com', password: 'eve-secret' },
  });
  await call('POST', `${at}/devices`, { token, body: MULTIPART, headers: { 'content-type': 'multipart/form-data; boundary=edge' } });
  await call('POST', '/v1/device_claims', { token });
  await call('POST', '/v1/user/password-reset', { body: { username: 'ada@example.com' } });

  await hook({ event: 'temp', url: 'https://echo.example/x', json: { v: '{{{PARTICLE_EVENT_VALUE}}}', id: '{{{PARTICLE_EVENT_ID}}}' } });
  await hook({ event: 'weather', url: 'https://weather.example/forecast?city=Oslo', requestType: 'GET' });
  const servers = (await call('GET', '/pocket/servers')).json.servers as { host: string; example: Record<string, unknown> }[];
  for (const { example } of servers) await hook(example);
  await hook({ event: 'lamp', url: 'https://echo.example/lamp' }, at);
  await call('PUT', '/pocket/servers/echo.example', { body: { fault: { kind: 'flaky', share: 0.4, seed: 7 } } });

  for (let n = 0; n < 4; n++) {
    // Together: they share a transaction here, and come one by one when they are replayed.
    await Promise.all([say('temp', String(n)), say('weather'), say(String(servers[n % servers.length]!.example['event']), '{"t":1}')]);
    await call('POST', `${at}/events`, { token, body: { name: 'lamp', data: `${n}` } });
    await pass(n === 1 ? 0 : 700);
  }
  const { deliveries } = (await call('GET', '/pocket/deliveries?limit=5')).json;
  await call('POST', `/pocket/deliveries/${deliveries[0].id}/replay`, { body: { times: 3 } });
  await pass(30_000);
  await call('PUT', '/pocket/settings', { body: { rules: 'current' } });
  await Promise.all([say('temp', 'a'), say('temp', 'b')]);
  await call('PUT', '/pocket/clock', { body: { rate: 60 } });
  await pass(10_000);
  await call('POST', '/pocket/clock/advance', { body: { ms: 3_600_000 } });
  await call('GET', '/pocket/journeys?limit=200');
  await pass(1000);
}

it('a recorded life, lived again in a cloud of the same seed, gives the same answers and the same export, byte for byte', async () => {
  const first = await open();
  const steps = record(first);
  await live(first, steps);
  const asked = steps.filter((step) => 'path' in step).length;
  expect(asked).to.be.greaterThan(40);
  const before = await exported(first);
  const rows = JSON.parse(before).tables as Record<string, { state?: string; name?: string }[]>;
  expect(rows['deliveries']!.some(({ state }) => state === 'error')).to.equal(true);
  expect(rows['events']!.filter(({ name }) => name?.startsWith('hook-response')).length).to.be.greaterThan(10);
  expect(rows['server_requests']!.length).to.be.greaterThan(10);

  const second = await open();
  await replay(second, steps.slice(0, -1));
  const last = steps.at(-1)!;
  if (!('ms' in last)) expect(last.path).to.equal('/pocket/export');
  expect(await exported(second)).to.equal(before);
});

it('another seed gives other ids and secrets', async () => {
  const first = await open();
  const other = await open();
  await other.call('POST', '/pocket/reset', { body: { seed: 'other' } });
  await first.call('POST', '/pocket/reset', { body: { seed: 'one' } });
  const ids = async (scene: HookScene) => [
    await scene.login(),
    ...JSON.parse(await exported(scene)).tables.devices.map(({ id }: { id: string }) => id),
  ];
  const [mine, theirs] = [await ids(first), await ids(other)];
  expect(mine.length).to.equal(theirs.length);
  for (const id of mine) expect(theirs).to.not.include(id);
});
