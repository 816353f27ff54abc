// A host that the visitor allowed by name is really called, from the worker; one that lets no page read it is explained.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, publish, signIn, until } from '../support/visit.ts';

let site: Site;
let visitor: Visitor;
let page: Page;
let token: string;
let server: Server;
const received: IncomingMessage[] = [];
let open = true;

before(async () => {
  server = createServer((request, response) => {
    received.push(request);
    // As a server must speak to be called from a web page.
    if (open) response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
    response.writeHead(request.method === 'OPTIONS' ? 204 : 201).end(request.method === 'OPTIONS' ? null : 'really');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = await startSite();
  visitor = await newVisitor();
  page = (await visitor.newPage()).page;
  await page.goto(site.root);
  await cloudAnswers(page);
  token = await signIn(page);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?a=1`;
  await ask(page, '/v1/integrations', {
    method: 'POST',
    token,
    json: { event: 'real', url, requestType: 'POST', integration_type: 'Webhook' },
  });
});
after(async () => {
  await visitor.close();
  await site.close();
  server.close();
});

interface Delivery {
  event_name: string;
  state: string;
  error: string | null;
  response: { status: number; body: string } | null;
}

const deliver = async (count: number): Promise<Delivery> => {
  await publish(page, token, 'real', String(count));
  const { deliveries } = await until(
    async () => (await ask(page, '/pocket/deliveries')).body as { deliveries: Delivery[] },
    (seen) => seen.deliveries.length === count && ['success', 'error'].includes(seen.deliveries[0]!.state),
  );
  return deliveries[0]!;
};

it('a host is not called before it is allowed, and called after', async () => {
  assert.match((await deliver(1)).error!, /127\.0\.0\.1/);
  assert.equal(received.length, 0);
  const settings = { rules: '2016', allowed_hosts: ['127.0.0.1'] };
  assert.equal((await ask(page, '/pocket/settings', { method: 'PUT', json: settings })).status, 200);
  const delivery = await deliver(2);
  assert.deepEqual([delivery.state, delivery.response?.status, delivery.response?.body], ['success', 201, 'really']);
  const call = received.find(({ method }) => method === 'POST')!;
  assert.equal(call.url, '/in?a=1');
  assert.equal(call.headers['content-type'], 'application/json');
  assert.equal(call.headers.cookie, undefined);
  assert.equal(call.headers.referer, undefined);
});

it('a host that does not let pages read it is explained by the word CORS', async () => {
  open = false;
  const { state, error } = await deliver(3);
  assert.equal(state, 'error');
  assert.match(error!, /CORS|Access-Control-Allow-Origin/);
});
