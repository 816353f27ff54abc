// From inside another site's page no host of the real internet is allowed: not by a setting, and not by a file that brings one.
import { expect } from '@esm-bundle/chai';
import { framedFetch } from '../../src/site/framed-fetch.ts';

const CLOUD = 'http://site.example/cloud/pocket/';
let sent: { path: string; body: string }[];
const call = framedFetch(async (input, init) => {
  const request = new Request(input, init);
  const path = new URL(request.url).pathname.split('/').at(-1)!;
  if (request.method === 'GET') return Response.json({ rules: 'current', allowed_hosts: ['old.example'] });
  sent.push({ path, body: await request.text() });
  return Response.json({ ok: true });
});
const put = (settings: unknown): Promise<Response> => call(`${CLOUD}settings`, { method: 'PUT', body: JSON.stringify(settings) });
beforeEach(() => {
  sent = [];
});

it('a new host is refused, and the sentence says where it is possible', async () => {
  const answer = await put({ allowed_hosts: ['old.example', 'new.example'] });
  expect(answer.status).to.equal(403);
  expect(((await answer.json()) as { error_description: string }).error_description).to.match(/page of its own/);
  expect(sent).to.deep.equal([]);
});

it('taking a host away, other settings and other calls go through unchanged', async () => {
  await put({ allowed_hosts: [] });
  await put({ rules: '2016' });
  await call(`${CLOUD}servers/a`, { method: 'PUT', body: 'no json' });
  expect(sent.map(({ body }) => body)).to.deep.equal(['{"allowed_hosts":[]}', '{"rules":"2016"}', 'no json']);
});

it('a file brings its cloud and none of its hosts', async () => {
  const file = { tables: { settings: [{ id: 'settings', allowed_hosts: ['old.example', 'new.example'] }], users: [{ id: 'a' }] } };
  await call(`${CLOUD}import`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(file) });
  expect(JSON.parse(sent[0]!.body)).to.deep.equal({
    tables: { settings: [{ id: 'settings', allowed_hosts: ['old.example'] }], users: [{ id: 'a' }] },
  });
});
