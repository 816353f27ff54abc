// Somebody opens the site for the first time: the cloud is there at once, and nothing leaves the origin.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, eventNames, publish, signIn, until } from '../support/visit.ts';

let site: Site;
let visitor: Visitor;
before(async () => {
  site = await startSite();
});
after(() => site.close());
beforeEach(async () => {
  visitor = await newVisitor();
});
afterEach(() => visitor.close());

it('the first event of a first visitor goes through a webhook and comes back, and no request leaves the origin', async () => {
  const { page, errors } = await visitor.newPage();
  await page.goto(site.root);
  assert.equal((await cloudAnswers(page)).body.home, 'service-worker');
  assert.equal((await publish(page, await signIn(page), 'FirstEvent', '25')).body.ok, true);
  const names = await until(
    () => eventNames(page),
    (seen) => seen.some((name) => name.startsWith('hook-response/')),
  );
  assert.deepEqual(names.toReversed(), ['FirstEvent', 'hook-sent/FirstEvent', 'hook-response/FirstEvent/0']);
  const { requests } = (await ask(page, '/pocket/servers/echo.example/requests')).body;
  assert.equal(requests.length, 1);
  assert.equal(requests[0].method, 'POST');
  assert.deepEqual(visitor.leaks, []);
  assert.deepEqual(errors, []);
});

it('what a visitor does is kept in this browser and apart from other visitors', async () => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  const { body } = await cloudAnswers(page);
  assert.equal(body.saved, true);
  await publish(page, await signIn(page), 'mine', '1');
  await page.reload();
  await cloudAnswers(page);
  assert.deepEqual(await eventNames(page), ['mine']);
  const other = await newVisitor();
  const { page: otherPage } = await other.newPage();
  await otherPage.goto(site.root);
  await cloudAnswers(otherPage);
  assert.deepEqual(await eventNames(otherPage), []);
  await other.close();
});

it('two visitors get different ids and tokens', async () => {
  const ids: string[] = [];
  for (const one of [visitor, await newVisitor()]) {
    const { page } = await one.newPage();
    await page.goto(site.root);
    await cloudAnswers(page);
    const token = await signIn(page);
    ids.push(token, (await ask(page, '/v1/devices', { token })).body[0].id);
    if (one !== visitor) await one.close();
  }
  assert.equal(new Set(ids).size, 4);
  assert.match(ids[1]!, /^e00fce68[0-9a-f]{16}$/);
});

it('the in-page cloud is not loaded where a worker is possible', async () => {
  const { page, requests } = await visitor.newPage();
  await page.goto(site.root, { waitUntil: 'networkidle2' });
  await cloudAnswers(page);
  assert.deepEqual(
    requests.filter((url) => url.includes('in-page-cloud')),
    [],
  );
});

it('a host that nobody allowed is refused inside the worker', async () => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  const token = await signIn(page);
  const hook = { event: 'out', url: 'https://real.example.com/x', requestType: 'POST' };
  assert.equal(
    (await ask(page, '/v1/integrations', { method: 'POST', token, json: { ...hook, integration_type: 'Webhook' } })).status,
    201,
  );
  await publish(page, token, 'out', '1');
  const { deliveries } = await until(
    async () => (await ask(page, '/pocket/deliveries')).body as { deliveries: { state: string; error: string }[] },
    (seen) => seen.deliveries[0]?.state === 'error',
  );
  assert.match(deliveries[0]!.error, /real\.example\.com/);
  assert.deepEqual(visitor.leaks, []);
});
