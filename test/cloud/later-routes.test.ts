// The worker's two scripts: the second is asked only for addresses that no route of the first takes.
import { expect } from '@esm-bundle/chai';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { routes } from '../../src/cloud/routes.ts';
import { createTestCloud } from '../support/test-cloud.ts';

const example = (path: string): string => path.replace(/:(\w+)(\{[^}]*\})?/g, 'x-$1');

it('no early route takes the address of a later one', async () => {
  expect(laterRoutes.length).to.be.greaterThan(50);
  const { cloud } = createTestCloud({ ports: { laterRoutes: () => [] } });
  for (const { method, path } of laterRoutes) {
    const answer = await cloud.fetch(new Request(`https://pocket.test/cloud${example(path)}`, { method }));
    expect([404, 405], `${method} ${path}`).to.include(answer.status);
    expect(JSON.stringify(await answer.json()), `${method} ${path}`).to.match(/no such call|does not take/);
  }
});

it('a first event does without the later routes', async () => {
  let asked = 0;
  const { cloud } = createTestCloud({ ports: { laterRoutes: () => ((asked += 1), laterRoutes) } });
  const form = new URLSearchParams({
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
  });
  const token = (await (
    await cloud.fetch(new Request('https://pocket.test/cloud/oauth/token', { method: 'POST', body: form }))
  ).json()) as { access_token: string };
  const published = await cloud.fetch(
    new Request('https://pocket.test/cloud/v1/devices/events', {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'FirstEvent', data: '1' }),
    }),
  );
  expect(published.status).to.equal(200);
  expect(asked).to.equal(0);
});

it('the later routes are asked for once, by the first call that needs them', async () => {
  let asked = 0;
  const { cloud } = createTestCloud({ ports: { laterRoutes: () => ((asked += 1), laterRoutes) } });
  for (let call = 0; call < 3; call++) await cloud.fetch(new Request('https://pocket.test/cloud/v1/build_targets'));
  await cloud.fetch(new Request('https://pocket.test/cloud/v1/nothing/here'));
  expect(asked).to.equal(1);
  expect(routes.length).to.be.greaterThan(10);
});
