// Publish and event streams: rules, scopes, framing, resume (spec/cloud-api.md §4).
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

it('a stream begins with :ok and carries one frame an event, byte for byte', async () => {
  const { call, listen, login } = createTestCloud();
  const token = await login();
  const stream = await listen(`/v1/devices/events?access_token=${token}`);
  const { status, json } = await call('POST', '/v1/devices/events', { token, body: { name: 'temp', data: '72' } });
  expect(status).to.equal(200);
  expect(json).to.deep.equal({ ok: true });
  await new Promise((resolve) => setTimeout(resolve));
  expect(stream.text()).to.equal(
    ':ok\n\nevent: temp\ndata: {"data":"72","ttl":"60","published_at":"2026-01-01T12:00:00.000Z","coreid":"api"}\n\n',
  );
  await stream.close();
});

it('the first test event passes through the starter webhook to the response', async () => {
  const { call, listen, login, advance, sent } = createTestCloud({ http: () => ({ body: 'hello' }) });
  const token = await login();
  const stream = await listen('/v1/devices/events', token);
  await call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent', data: 'x' } });
  await advance(1000);
  expect(sent.map((request) => request.url)).to.deep.equal(['https://echo.example/first-event']);
  expect(stream.events().map((event) => event.event)).to.deep.equal(['FirstEvent', 'hook-sent/FirstEvent', 'hook-response/FirstEvent/0']);
  expect(stream.events()[2]?.data.data).to.equal('hello');
  await stream.close();
});
