// What the platform allows one address (spec/cloud-api.md §0.6), on the cloud's clock.
import { expect } from '@esm-bundle/chai';
import { connectDevice } from '../support/connect-device.ts';
import { BASE, createTestCloud, type TestCloud } from '../support/test-cloud.ts';

const MINUTE = 60_000;

const signIn = (test: TestCloud, password = 'pocket-cloud') =>
  test.call('POST', '/oauth/token', {
    body: new URLSearchParams({
      grant_type: 'password',
      username: 'student@example.com',
      password,
      client_id: 'particle',
      client_secret: 'particle',
    }),
  });

/** Status of each of `count` calls, one after the other: how often each came. */
const tally = async (count: number, call: () => Promise<{ status: number }>): Promise<Record<number, number>> => {
  const seen: Record<number, number> = {};
  for (let n = 0; n < count; n++) {
    const { status } = await call();
    seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
};

it('the 101st token in five minutes is refused with the seconds to wait, and given after them', async () => {
  const test = createTestCloud();
  await test.advance(0);
  await signIn(test);
  await test.advance(MINUTE);
  expect(await tally(99, () => signIn(test))).to.deep.equal({ 200: 99 });
  const refused = await signIn(test);
  expect(refused.status).to.equal(429);
  expect(refused.response.headers.get('retry-after')).to.equal('240');
  expect(refused.json).to.deep.equal({ ok: false, error: 'Too many tokens. Try again in 240 seconds.' });
  await test.advance(4 * MINUTE - 1);
  expect((await signIn(test)).status).to.equal(429);
  await test.advance(1);
  // The window moves: one place is free, not a hundred.
  expect(await tally(2, () => signIn(test))).to.deep.equal({ 200: 1, 429: 1 });
});

it('ten wrong passwords in a row close the sign-in for half an hour, for the right one too', async () => {
  const test = createTestCloud();
  expect(await tally(10, () => signIn(test, 'x'))).to.deep.equal({ 400: 10 });
  const refused = await signIn(test);
  expect([refused.status, refused.response.headers.get('retry-after')]).to.deep.equal([429, '1800']);
  await test.advance(30 * MINUTE - 1);
  expect((await signIn(test)).status).to.equal(429);
  await test.advance(1);
  expect((await signIn(test)).status).to.equal(200);
});

it('wrong passwords with a right one between them close nothing, nor do requests that are no try', async () => {
  const test = createTestCloud();
  await tally(9, () => signIn(test, 'x'));
  expect((await signIn(test)).status).to.equal(200);
  await tally(9, () => signIn(test, 'x'));
  await tally(20, () => test.call('POST', '/oauth/token', { body: { grant_type: 'nonsense' } }));
  expect((await signIn(test)).status).to.equal(200);
});

it('tokens that were given before go on while the sign-in is closed', async () => {
  const test = createTestCloud();
  const token = await test.login();
  await tally(10, () => signIn(test, 'x'));
  expect((await test.call('GET', '/v1/user', { token })).status).to.equal(200);
});

it('10 000 requests in five minutes are answered, the next is not, whatever it asks; the cloud’s own pages and devices go on', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  // The cheapest call there is: refused for want of a token, counted, and its answer not read.
  expect(await tally(9_998, () => test.cloud.fetch(new Request(`${BASE}/v1/user`)))).to.deep.equal({ 400: 9_998 });
  const refused = await test.call('GET', '/v1/user', { token });
  expect([refused.status, refused.response.headers.get('retry-after')]).to.deep.equal([429, '300']);
  expect((await signIn(test)).status).to.equal(429);
  expect((await test.call('GET', '/pocket/info')).status).to.equal(200);
  const device = await connectDevice(test, board.id);
  expect((await test.call('POST', `/pocket/devices/${board.id}/events`, { body: { name: 'from/device', data: '1' } })).status).to.equal(
    200,
  );
  await device.disconnect();
  await test.advance(5 * MINUTE);
  expect((await test.call('GET', '/v1/user', { token })).status).to.equal(200);
});

it('100 event streams are open at once; the next waits until one is closed', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const open = () => test.listen('/v1/devices/events', token);
  const streams = await Promise.all(Array.from({ length: 100 }, open));
  expect(new Set(streams.map(({ status }) => status))).to.deep.equal(new Set([200]));
  await test.advance(5 * MINUTE);
  expect((await open()).status).to.equal(429);
  // The streams of the page itself are not the platform's.
  const own = await test.listen('/pocket/changes');
  expect(own.status).to.equal(200);
  await own.close();
  await streams.pop()!.close();
  const next = await open();
  expect(next.status).to.equal(200);
  await Promise.all([...streams, next].map((stream) => stream.close()));
});

it('a hundred streams are opened in five minutes, however soon each is closed; pages and devices open as many as they like', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const open = async (path = '/v1/devices/events') => {
    const stream = await test.listen(path, token);
    await stream.close();
    return stream;
  };
  expect(await tally(101, () => open())).to.deep.equal({ 200: 100, 429: 1 });
  expect(await tally(110, () => open('/pocket/events/stream'))).to.deep.equal({ 200: 110 });
  await test.advance(5 * MINUTE);
  expect((await open()).status).to.equal(200);
});

it('accounts that are made and calls about tokens are a hundred in five minutes together; signing in has its own hundred', async () => {
  const test = createTestCloud();
  const token = await test.login();
  let made = 0;
  const create = () => test.call('POST', '/v1/users', { body: { username: `n${++made}@example.com`, password: 'long-enough' } });
  expect(await tally(50, create)).to.deep.equal({ 200: 50 });
  expect(await tally(51, () => test.call('GET', '/v1/access_tokens/current', { token }))).to.deep.equal({ 200: 50, 429: 1 });
  const refused = await create();
  expect([refused.status, refused.json.error]).to.deep.equal([429, 'Too many account calls. Try again in 300 seconds.']);
  expect((await signIn(test)).status).to.equal(200);
  await test.advance(5 * MINUTE);
  expect((await create()).status).to.equal(200);
});

it('an account looks up 50 serial numbers an hour, and another has its own 50', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const body = { username: 'ada@example.com', password: 'ada-secret' };
  await test.call('POST', '/v1/users', { body });
  const ada = await test.login('ada@example.com', 'ada-secret');
  const lookUp = (as: string) => test.call('GET', '/v1/serial_numbers/NOTHING', { token: as });
  expect(await tally(51, () => lookUp(token))).to.deep.equal({ 404: 50, 429: 1 });
  expect((await lookUp(ada)).status).to.equal(404);
  await test.advance(60 * MINUTE);
  expect((await lookUp(token)).status).to.equal(404);
});
