// The team of a product and its API users (spec/cloud-api.md §1.7); device groups (§3.2).
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

async function withProduct() {
  const test = createTestCloud();
  const token = await test.login();
  const { product } = (await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  return { ...test, token, path: `/v1/products/${product.id}`, id: board.id as string };
}

it('an invited person works on the product after signing up, until removed', async () => {
  const { call, login, token, path } = await withProduct();
  const invite = () => call('POST', `${path}/team`, { token, body: { username: 'Mate@example.com' } });
  expect((await invite()).json).to.deep.equal({ ok: true, invited: 'mate@example.com' });
  expect((await invite()).status).to.equal(400);
  expect((await call('GET', '/pocket/mails')).json.mails[0].to).to.equal('mate@example.com');
  await call('POST', '/v1/users', { body: { username: 'mate@example.com', password: 'mate-secret' } });
  const mate = await login('mate@example.com', 'mate-secret');
  expect((await call('GET', '/v1/products', { token: mate })).json.products.map((product: { name: string }) => product.name)).to.deep.equal(
    ['Lamp'],
  );
  expect((await call('GET', path, { token: mate })).status).to.equal(200);
  const { team } = (await call('GET', `${path}/team`, { token })).json;
  expect(team.map((member: { username: string; role: { name: string } }) => [member.username, member.role.name])).to.deep.equal([
    ['student@example.com', 'Owner'],
    ['mate@example.com', 'Developer'],
  ]);
  expect((await call('PUT', `${path}/team/mate@example.com`, { token, body: { role: 'Support' } })).json.member.role).to.deep.equal({
    id: 'support',
    name: 'Support',
  });
  expect((await call('DELETE', `${path}/team/mate%40example.com`, { token })).json).to.deep.equal({ ok: true });
  expect((await call('GET', path, { token: mate })).status).to.equal(404);
});

it('an API user may do what its scopes say in its product, and nothing else', async () => {
  const { call, token, path, id } = await withProduct();
  await call('POST', `${path}/devices`, { token, body: { id } });
  const made = await call('POST', `${path}/team`, {
    token,
    body: { friendly_name: 'Read Devices', scopes: ['devices:get', 'devices:list'] },
  });
  expect(made.json.created).to.deep.include({ is_programmatic: true });
  expect(made.json.created.username).to.match(/^read-devices\+[0-9a-f]{10}@api\.particle\.io$/);
  const program = made.json.created.tokens[0].token;
  expect((await call('GET', `${path}/devices/${id}`, { token: program })).status).to.equal(200);
  const forbidden: [string, string][] = [
    ['PUT', `${path}/devices/${id}`],
    ['POST', `${path}/devices/${id}/f`],
    ['GET', `${path}/devices/${id}/v`],
    ['POST', `${path}/devices`],
    ['GET', `${path}/firmware`],
    ['GET', path],
    ['GET', `/v1/devices/${id}`],
    ['POST', '/v1/user/products'],
  ];
  for (const [method, where] of forbidden) {
    const { status, json } = await call(method, where, { token: program, ...(method === 'GET' ? {} : { body: { name: 'x' } }) });
    expect([status, json.error], `${method} ${where}`).to.deep.equal([403, 'unauthorized']);
  }
  expect((await call('GET', '/v1/access_tokens/current', { token: program })).json).to.deep.include({
    expires_at: null,
    scopes: ['devices:get', 'devices:list'],
  });
});

it('changed scopes count at once, a new token ends the old one, a removed API user has none', async () => {
  const { call, token, path } = await withProduct();
  const { username, tokens } = (await call('POST', `${path}/team`, { token, body: { friendly_name: 'Bot', scopes: ['devices:list'] } }))
    .json.created;
  const may = async (bearer: string, where = 'firmware') => (await call('GET', `${path}/${where}`, { token: bearer })).status;
  const one = `${path}/team/${encodeURIComponent(username)}`;
  expect(await may(tokens[0].token)).to.equal(403);
  await call('PUT', one, { token, body: { scopes: ['firmware:list'] } });
  expect(await may(tokens[0].token)).to.equal(200);
  const next = (await call('PUT', `${one}/token`, { token })).json.created.tokens[0].token;
  expect([await may(tokens[0].token), await may(next)]).to.deep.equal([401, 200]);
  await call('DELETE', one, { token });
  expect(await may(next)).to.equal(401);
});

it('an API user without scopes, or with nonsense, is refused', async () => {
  const { call, token, path } = await withProduct();
  const make = async (body: unknown) => (await call('POST', `${path}/team`, { token, body })).status;
  expect([
    await make({ friendly_name: 'Bot' }),
    await make({ friendly_name: 'Bot', scopes: ['everything'] }),
    await make({}),
    await make({ username: 'not-an-address' }),
  ]).to.deep.equal([400, 400, 400, 400]);
});

it('groups are made, found, renamed with their devices, and deleted from them', async () => {
  const { call, token, path, id } = await withProduct();
  await call('POST', `${path}/devices`, { token, body: { id } });
  const made = await call('POST', `${path}/groups`, { token, body: { name: 'GroupA', description: 'First', color: '#ff0000' } });
  expect([made.status, made.json.group]).to.deep.equal([
    201,
    { name: 'GroupA', description: 'First', color: '#ff0000', device_count: 0, fw_version: null },
  ]);
  expect((await call('POST', `${path}/groups`, { token, body: { name: 'GroupA' } })).status).to.equal(400);
  await call('PUT', `${path}/devices/${id}`, { token, body: { groups: ['GroupA', 'other'] } });
  expect(
    (await call('GET', `${path}/groups?name=group`, { token })).json.groups.map((group: { name: string; device_count: number }) => [
      group.name,
      group.device_count,
    ]),
  ).to.deep.equal([['GroupA', 1]]);
  expect((await call('PUT', `${path}/groups/GroupA`, { token, body: { name: 'Group B' } })).json.group).to.deep.include({
    name: 'Group B',
    description: 'First',
    device_count: 1,
  });
  expect((await call('GET', `${path}/groups/Group%20B`, { token })).json.group.device_count).to.equal(1);
  expect((await call('GET', `${path}/groups/GroupA`, { token })).status).to.equal(404);
  expect((await call('DELETE', `${path}/groups/Group%20B`, { token })).status).to.equal(204);
  expect((await call('GET', `${path}/devices/${id}`, { token })).json.groups).to.deep.equal(['other']);
});

it('a group’s name without a slash, its color without tricks', async () => {
  const { call, token, path } = await withProduct();
  for (const body of [{ name: 'a/b' }, { name: '' }, { name: 'a', color: 'url(x)' }, { name: 'x'.repeat(65) }])
    expect((await call('POST', `${path}/groups`, { token, body })).status, JSON.stringify(body)).to.equal(400);
});

it('a member who may only view changes nothing', async () => {
  const { call, login, token, path, id } = await withProduct();
  await call('POST', `${path}/devices`, { token, body: { id } });
  await call('POST', `${path}/team`, { token, body: { username: 'mate@example.com', role: 'View-only' } });
  await call('POST', '/v1/users', { body: { username: 'mate@example.com', password: 'mate-secret' } });
  const mate = await login('mate@example.com', 'mate-secret');
  expect((await call('GET', `${path}/devices`, { token: mate })).status).to.equal(200);
  expect((await call('PUT', path, { token: mate, body: { description: 'x' } })).status).to.equal(403);
  expect((await call('DELETE', path, { token: mate })).status).to.equal(403);
  expect((await call('GET', `/v1/devices/${id}`, { token: mate })).status).to.equal(200);
  expect((await call('PUT', `/v1/devices/${id}`, { token: mate, body: { name: 'mine_now' } })).status).to.equal(403);
  expect((await call('DELETE', `/v1/devices/${id}`, { token: mate })).status).to.equal(403);
  expect((await call('GET', `/v1/devices/${id}`, { token })).json.name).to.equal('pocket_board');
});
