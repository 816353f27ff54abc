// The bridge: programs outside the browser reach the cloud of one open page, through a real page and its real worker.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startBridge } from '../../src/build/bridge-server.mjs';
import { openBridgedPage, type Bridge } from '../support/bridged-page.ts';
import { axeViolations } from '../support/look.ts';
import { DIST, newVisitor, type Visitor } from '../support/site.ts';
import { until } from '../support/visit.ts';

let bridge: Bridge;
let visitor: Visitor;
let base: string;
const links: string[] = [];
before(async () => {
  bridge = await startBridge({ folder: DIST, port: 0, onLink: (link) => void links.push(link) });
  base = `http://localhost:${bridge.port}`;
  visitor = await newVisitor();
});
after(async () => {
  await visitor.close();
  await bridge.close();
});

const says = (page: Page): Promise<string> =>
  page.$eval('pocket-bridge', (element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '');

const connect = (): Promise<Page> => openBridgedPage(visitor, bridge);

const login = { grant_type: 'password', client_id: 'particle', client_secret: 'particle', username: 'student@example.com' };
const token = async (): Promise<string> => {
  const answer = await fetch(`${base}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...login, password: 'pocket-cloud' }),
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** Fetch forbids some headers; a program does not. */
const ask = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) =>
    httpRequest({ host: '127.0.0.1', port: bridge.port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end(),
  );

it('without an open page a program is told what to do', async () => {
  const answer = await fetch(`${base}/v1/devices`);
  assert.equal(answer.status, 503);
  assert.match(((await answer.json()) as { error: string }).error, /Open the link that npm run bridge prints/);
});

it('a program signs in, lists devices and publishes through the page', async () => {
  const page = await connect();
  const bearer = { authorization: `Bearer ${await token()}` };
  const devices = (await (await fetch(`${base}/v1/devices`, { headers: bearer })).json()) as { name: string }[];
  assert.deepEqual(
    devices.map(({ name }) => name),
    ['pocket_board'],
  );
  const wrong = await fetch(`${base}/v1/devices`, { headers: { authorization: `Bearer ${'0'.repeat(40)}` } });
  assert.equal(wrong.status, 401);
  assert.equal(((await wrong.json()) as { error: string }).error, 'invalid_token');
  const stored = await fetch(`${base}/cloud/v1/devices/events`, {
    method: 'POST',
    headers: bearer,
    body: new URLSearchParams({ name: 'FromShell', data: '42' }),
  });
  assert.deepEqual(await stored.json(), { ok: true });
  assert.match(await says(page), /POST\s*\/v1\/devices\/events\s*200/);
  assert.doesNotMatch(page.url(), /code/);
  assert.deepEqual(await axeViolations(page), []);
  await page.close();
});

it('a stream flows while it happens, and ends in the cloud when the program hangs up', async () => {
  const page = await connect();
  const bearer = { authorization: `Bearer ${await token()}` };
  const stop = new AbortController();
  const stream = await fetch(`${base}/v1/devices/events/Streamed`, { headers: bearer, signal: stop.signal });
  assert.equal(stream.headers.get('content-type'), 'text/event-stream');
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, ':ok\n\n');
  for (const data of ['1', '2']) {
    await fetch(`${base}/v1/devices/events`, { method: 'POST', headers: bearer, body: new URLSearchParams({ name: 'Streamed', data }) });
    assert.match((await reader.read()).value ?? '', new RegExp(`^event: Streamed\ndata: {"data":"${data}"`));
  }
  const statuses = (): Promise<string[]> =>
    page.$$eval('pocket-bridge >>> td.n', (cells) => cells.map(({ textContent }) => textContent ?? ''));
  assert.ok((await statuses()).includes('200 open'));
  stop.abort();
  await reader.read().catch(() => {});
  await until(statuses, (all) => !all.some((status) => status.includes('open')));
  assert.equal((await fetch(`${base}/v1/devices`, { headers: bearer })).status, 200);
  await page.close();
});

it('binary bodies and empty answers come through as they are', async () => {
  const page = await connect();
  const headers = { authorization: `Bearer ${await token()}` };
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array([0, 255, 13, 10, 128])]), 'firmware.bin');
  const refused = await fetch(`${base}/v1/devices/pocket_board`, { method: 'PUT', headers, body: form });
  assert.ok([400, 500].includes(refused.status), String(refused.status));
  assert.equal(typeof ((await refused.json()) as { ok: boolean }).ok, 'boolean');
  const hook = await fetch(`${base}/v1/integrations`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ event: 'x', url: 'https://echo.example/x' }),
  });
  const { id } = (await hook.json()) as { id: string };
  const gone = await fetch(`${base}/v1/integrations/${id}`, { method: 'DELETE', headers });
  assert.equal(gone.status, 204);
  assert.equal(await gone.text(), '');
  const file = await fetch(`${base}/pocket/export`);
  assert.equal(((await file.json()) as { format: string }).format, 'pocket-cloud');
  await page.close();
});

it('nothing of another site, and nothing that is not the cloud’s, is relayed', async () => {
  const page = await connect();
  assert.equal(await ask('/pocket/export', { host: `localhost:${bridge.port}`, origin: 'https://evil.example' }), 403);
  assert.equal(await ask('/pocket/export', { host: `localhost:${bridge.port}`, 'sec-fetch-site': 'cross-site' }), 403);
  assert.equal(await ask('/pocket/export', { host: 'evil.example' }), 403);
  assert.equal(await ask('/pocket/export', { host: `localhost:${bridge.port}` }), 200);
  assert.equal(await ask('/elsewhere', { host: `localhost:${bridge.port}` }), 404);
  assert.equal((await fetch(`${base}/v1/devices`, { method: 'OPTIONS' })).headers.get('access-control-allow-origin'), null);
  await page.close();
});

it('the link works once, and the newest page answers', async () => {
  const used = bridge.link();
  const first = await connect();
  const { page: late } = await visitor.newPage();
  await late.goto(used);
  await until(
    () => says(late),
    (text) => text.includes('This link was used before.'),
  );
  await late.close();
  const second = await connect();
  await until(
    () => says(first),
    (text) => text.includes('Another page took over.'),
  );
  assert.equal((await fetch(`${base}/pocket/info`)).status, 200);
  // A page that was connected stays so over a reload of its tab.
  await second.reload();
  await until(
    () => says(second),
    (text) => text.includes('Connected.'),
  );
  const before = links.length;
  await second.close();
  await until(
    async () => (await fetch(`${base}/pocket/info`)).status,
    (status) => status === 503,
  );
  assert.ok(links.length > before);
  assert.notEqual(links.at(-1), used);
  await first.close();
});

it('without the code nobody answers in the page’s place', async () => {
  for (const path of ['/bridge/channel', '/bridge/requests/0', '/bridge/answers/0'])
    assert.equal((await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${'0'.repeat(32)}` } })).status, 401, path);
  const answer = await fetch(`${base}/bridge/session`, { method: 'POST', body: '0'.repeat(32) });
  assert.equal(answer.status, 403);
});

it('on a host without a bridge the page only explains', async () => {
  const { page, errors } = await visitor.newPage();
  await page.goto(`${base}/bridge/`);
  await until(
    () => says(page),
    (text) => text.includes('No bridge is connected to this page.'),
  );
  assert.deepEqual(errors, []);
  await page.close();
});
