// The browser stops a worker whenever it likes: nothing is lost, and open pages go on.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, stopWorkers, type Site, type Visitor } from '../support/site.ts';
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

const open = async (): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  return page;
};

interface Delivery {
  state: string;
  journey: string;
  idempotency_key: string;
  attempt: number;
  response: { status: number } | null;
}

it('the next call wakes a stopped worker, and the cloud is as it was', async () => {
  const page = await open();
  const token = await signIn(page);
  await publish(page, token, 'before', '1');
  await stopWorkers(page);
  assert.equal((await publish(page, token, 'after', '2')).body.ok, true);
  const names = await eventNames(page);
  assert.deepEqual([names.includes('before'), names.includes('after')], [true, true]);
});

it('an open page takes up its stream again by itself', async () => {
  const { page, requests } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  const streams = (): number => requests.filter((url) => url.includes('/pocket/changes')).length;
  const first = await until(
    async () => streams(),
    (count) => count > 0,
  );
  await stopWorkers(page);
  await until(
    async () => streams(),
    (count) => count > first,
  );
  await cloudAnswers(page);
});

it('a webhook that was due when the worker was stopped is delivered by its next life', async () => {
  const page = await open();
  const token = await signIn(page);
  // Time stands still, so that the worker is stopped before the answer comes.
  await ask(page, '/pocket/clock', { method: 'PUT', json: { rate: 0 } });
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: { kind: 'slow', delay_ms: 3000 } } });
  await publish(page, token, 'FirstEvent', '1');
  await until(
    () => eventNames(page),
    (names) => names.includes('hook-sent/FirstEvent'),
  );
  await stopWorkers(page);
  await ask(page, '/pocket/clock', { method: 'PUT', json: { rate: 1000 } });
  await until(
    () => eventNames(page),
    (names) => names.includes('hook-response/FirstEvent/0'),
  );
});

it('300 deliveries with a fifth of faults and a worker stopped again and again: none lost, none wrongly failed, duplicates carry the same key', async () => {
  const page = await open();
  const token = await signIn(page);
  await ask(page, '/pocket/settings', { method: 'PUT', json: { rules: 'current', allowed_hosts: [] } });
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: { kind: 'flaky', share: 0.2, seed: 4 } } });
  const wanted = 300;
  let published = 0;
  let kills = 0;
  for (let n = 0; n < wanted; n++) {
    // A call that met the end of a worker tells the page so; a person would press again.
    const answer = await publish(page, token, 'FirstEvent', String(n)).catch(() => null);
    if (answer?.body.ok) published++;
    else n--;
    if (n % 12 === 7) {
      await stopWorkers(page);
      kills++;
    }
  }
  assert.ok(kills >= 20);
  const all = async (): Promise<Delivery[]> => {
    const deliveries: Delivery[] = [];
    let before = '';
    for (let more = true; more;) {
      const { body } = await ask(page, `/pocket/deliveries?limit=100${before}`);
      deliveries.push(...body.deliveries);
      more = body.more;
      before = `&before=${body.deliveries.at(-1)?.seq}`;
    }
    return deliveries;
  };
  const done = await until(all, (list) => list.every(({ state }) => !['waiting', 'running'].includes(state)), 90_000);
  const journeys = new Map<string, Delivery[]>();
  for (const delivery of done) journeys.set(delivery.journey, [...(journeys.get(delivery.journey) ?? []), delivery]);
  assert.ok(journeys.size >= published, `${journeys.size} journeys for ${published} events`);
  for (const list of journeys.values()) {
    const last = list.toSorted((a, b) => a.attempt - b.attempt).at(-1)!;
    // The server's own 503 is a failure; a worker that was stopped is not.
    assert.ok(last.state === 'success' || (last.state === 'error' && last.response?.status === 503), JSON.stringify(list));
    assert.equal(new Set(list.map(({ idempotency_key }) => idempotency_key)).size, 1);
  }
  const { requests } = (await ask(page, '/pocket/servers/echo.example/requests?limit=200')).body;
  const keys = new Set(done.map(({ idempotency_key }) => idempotency_key));
  for (const { headers } of requests) assert.ok(keys.has(headers['Idempotency-Key']), JSON.stringify(headers));
});
