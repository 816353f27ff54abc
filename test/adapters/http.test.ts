// What one outbound call meets: answers, faults, allowed hosts, and the row it leaves.
import { expect } from '@esm-bundle/chai';
import { http, HttpResponse } from 'msw/http';
import type { OutboundRequest } from '../../src/cloud/ports.ts';
import type { Fault, ServerRequest } from '../../src/model/server.ts';
import { defineServer } from '../../src/servers/support/define-server.ts';
import { NOON, openInternet, type OpenInternet } from '../support/open-internet.ts';

const HOST = 'probe.example';

interface Probe {
  calls: number;
}

/** Answers with the headers it saw. */
const probe = defineServer<Probe>({
  host: HOST,
  title: 'Probe',
  purpose: 'Tells what reached it.',
  example: { event: 'probe', url: `https://${HOST}/` },
  initial: () => ({ calls: 0 }),
  handlers: (desk) => [
    http.all(`*://${HOST}/late/:ms`, ({ params }) => HttpResponse.text('late', { headers: { 'x-pocket-took': String(params['ms']) } })),
    http.all(`*://${HOST}/moved`, () => new HttpResponse(null, { status: 302, headers: { location: 'https://elsewhere.example/' } })),
    http.all(`*://${HOST}/long/:bytes`, ({ params }) => HttpResponse.text('é'.repeat(Number(params['bytes']) / 2))),
    http.all(`*://${HOST}/broken`, () => {
      throw new Error('a bug in a server');
    }),
    http.all(`*://${HOST}/`, async ({ request }) => {
      await desk.update((state) => ++state.calls);
      return HttpResponse.json({ method: request.method, headers: Object.fromEntries(request.headers), body: await request.text() });
    }),
  ],
});

const start = (): OpenInternet => openInternet([probe]);

const outbound = (change: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: 'POST',
  url: `https://${HOST}/`,
  headers: {},
  body: 'x=1',
  journey: 'j1',
  timeout_ms: 20_000,
  ...change,
});

const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const json = (result: Awaited<ReturnType<OpenInternet['net']['request']>>) => {
  if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
  return JSON.parse(text(result.body)) as { method: string; headers: Record<string, string>; body: string };
};
const breakIt = ({ store }: OpenInternet, fault: Fault): Promise<unknown> =>
  store.transaction(['server_state'], 'readwrite', (tx) => tx.put('server_state', { id: `fault:${HOST}`, state: fault }));
const allow = ({ store }: OpenInternet, host: string): Promise<unknown> =>
  store.transaction(['settings'], 'readwrite', (tx) =>
    tx.put('settings', {
      id: 'settings',
      schema: 1,
      seed: 's',
      sequence: 0,
      rules: '2016',
      time: { epoch: NOON, origin: 0, rate: 1 },
      allowed_hosts: [host],
    }),
  );
const rows = ({ store }: OpenInternet): Promise<ServerRequest[]> =>
  store.transaction(['server_requests'], 'readonly', (tx) => tx.getAll('server_requests'));
const failure = async (all: OpenInternet, change: Partial<OutboundRequest> = {}): Promise<string> => {
  const result = await all.net.request(outbound(change));
  return result.ok ? `answered ${result.status}` : result.code;
};

it('the server sees what the webhook sent and nothing of ours', async () => {
  const all = start();
  const seen = json(
    await all.net.request(outbound({ headers: { 'Content-Type': 'text/x', 'User-Agent': 'ParticleBot/1.1', 'Idempotency-Key': 'k' } })),
  );
  expect(seen.method).to.equal('POST');
  expect(seen.body).to.equal('x=1');
  expect(seen.headers['content-type']).to.equal('text/x');
  expect(seen.headers['user-agent']).to.equal('ParticleBot/1.1');
  expect(seen.headers['idempotency-key']).to.equal('k');
  expect(Object.keys(seen.headers).filter((name) => name.startsWith('x-pocket'))).to.deep.equal([]);
});

it('a received request is a row with its journey, its answer and its times', async () => {
  const all = start();
  await all.net.request(outbound({ url: `https://${HOST}/late/1500` }));
  const [row] = await rows(all);
  expect(row).to.include({ host: HOST, method: 'POST', journey: 'j1', body: 'x=1', duration_ms: 1500, error: null });
  expect(row!.received_at).to.equal('2026-01-01T12:00:00.000Z');
  expect(row!.response).to.deep.equal({ status: 200, headers: { 'content-length': '4', 'content-type': 'text/plain' }, body: 'late' });
});

it('a slow server says how long it took instead of sleeping', async () => {
  const all = start();
  await breakIt(all, { kind: 'slow', delay_ms: 3000 });
  const result = await all.net.request(outbound({ url: `https://${HOST}/late/500` }));
  expect(result.ok && result.took_ms).to.equal(3500);
});

it('an answer that would come after the time-out is a time-out', async () => {
  const all = start();
  await breakIt(all, { kind: 'slow', delay_ms: 20_000 });
  expect(await all.net.request(outbound())).to.include({ ok: false, code: 'ETIMEDOUT', took_ms: 20_000 });
});

it('a server that never answers is a time-out after the request was taken', async () => {
  const all = start();
  await breakIt(all, { kind: 'timeout' });
  let taken = 0;
  const result = await all.net.request(outbound({ taken: () => taken++ }));
  expect(result).to.include({ ok: false, code: 'ETIMEDOUT', took_ms: 20_000 });
  expect(taken).to.equal(1);
});

it('connection faults carry the code that Node would give', async () => {
  const all = start();
  const codes: Record<string, string> = {};
  for (const kind of ['refused', 'tls', 'dns', 'down'] as const) {
    await breakIt(all, { kind });
    codes[kind] = await failure(all);
  }
  expect(codes).to.deep.equal({ refused: 'ECONNREFUSED', tls: 'CERT_HAS_EXPIRED', dns: 'ENOTFOUND', down: 'EHOSTUNREACH' });
  expect((await rows(all)).map(({ error, response }) => [error!.split(':')[0], response])).to.deep.equal([
    ['ECONNREFUSED', null],
    ['CERT_HAS_EXPIRED', null],
    ['ENOTFOUND', null],
    ['EHOSTUNREACH', null],
  ]);
});

it('a refused connection was never taken', async () => {
  const all = start();
  await breakIt(all, { kind: 'refused' });
  let taken = 0;
  await all.net.request(outbound({ taken: () => taken++ }));
  expect(taken).to.equal(0);
});

it('a hook that does not check certificates passes a broken one', async () => {
  const all = start();
  await breakIt(all, { kind: 'tls' });
  expect(await failure(all, { reject_unauthorized: false })).to.equal('answered 200');
});

it('a forced status does not reach the server behind it', async () => {
  const all = start();
  await breakIt(all, { kind: 'status', status: 503 });
  expect(await failure(all)).to.equal('answered 503');
  expect(await all.servers.data(HOST)).to.deep.equal({ calls: 0 });
});

it('every status a fault can force comes through', async () => {
  const all = start();
  const seen: string[] = [];
  for (const status of [200, 204, 304, 404, 418, 500, 599]) {
    await breakIt(all, { kind: 'status', status });
    seen.push(await failure(all));
  }
  expect(seen).to.deep.equal([200, 204, 304, 404, 418, 500, 599].map((status) => `answered ${status}`));
});

it('a redirect is handed over, not followed', async () => {
  const all = start();
  const moved = await all.net.request(outbound({ url: `https://${HOST}/moved` }));
  expect(moved.ok && [moved.status, moved.headers['location']]).to.deep.equal([302, 'https://elsewhere.example/']);
  await breakIt(all, { kind: 'redirect', location: 'https://other.example/' });
  const fault = await all.net.request(outbound());
  expect(fault.ok && [fault.status, fault.headers['location']]).to.deep.equal([302, 'https://other.example/']);
});

it('bad JSON is a 200 that cannot be parsed', async () => {
  const all = start();
  await breakIt(all, { kind: 'bad-json' });
  const result = await all.net.request(outbound());
  if (!result.ok) throw new Error(result.code);
  expect(result.headers['content-type']).to.equal('application/json');
  expect(() => JSON.parse(text(result.body))).to.throw();
});

it('a huge body is cut at 100 KB and says so', async () => {
  const all = start();
  await breakIt(all, { kind: 'huge', bytes: 1_000_000 });
  const result = await all.net.request(outbound());
  expect(result.ok && [result.body.byteLength, result.truncated]).to.deep.equal([102_400, true]);
});

it('a body of exactly 100 KB is whole', async () => {
  const all = start();
  const result = await all.net.request(outbound({ url: `https://${HOST}/long/102400` }));
  expect(result.ok && [result.body.byteLength, result.truncated]).to.deep.equal([102_400, false]);
});

it('a flaky server fails the same requests for the same seed', async () => {
  const series = async (seed: number): Promise<string> => {
    const all = start();
    await breakIt(all, { kind: 'flaky', share: 0.3, seed });
    let pattern = '';
    for (let i = 0; i < 60; i++) pattern += (await failure(all)) === 'answered 503' ? 'x' : '.';
    return pattern;
  };
  const first = await series(7);
  expect(await series(7)).to.equal(first);
  expect(await series(8)).to.not.equal(first);
  expect(first.split('x').length - 1).to.be.within(8, 30);
});

it('a host that is not in the table is refused with what to do', async () => {
  const all = start();
  const result = await all.net.request(outbound({ url: 'https://unknown.test/x' }));
  expect(result).to.include({ ok: false, code: 'HOST_NOT_ALLOWED' });
  expect(!result.ok && result.detail).to.include('Allow unknown.test by name');
  expect(await rows(all)).to.deep.equal([]);
});

it('our own origin is no way in for a webhook', async () => {
  const all = start();
  expect(await failure(all, { url: `${location.origin}/package.json`, method: 'GET' })).to.equal('HOST_NOT_ALLOWED');
});

it('an allowed host is really fetched, without our headers and cookies', async () => {
  const original = globalThis.fetch;
  const seen: Request[] = [];
  globalThis.fetch = async (input, init) => {
    seen.push(new Request(input, init));
    return new Response('real', { status: 201, headers: { 'x-real': '1' } });
  };
  try {
    const all = start();
    await allow(all, 'real.test');
    const result = await all.net.request(outbound({ url: 'https://real.test/x', headers: { 'content-type': 'text/plain' } }));
    expect(result.ok && [result.status, text(result.body), result.headers['x-real']]).to.deep.equal([201, 'real', '1']);
    expect(seen).to.have.length(1);
    expect([...seen[0]!.headers.keys()]).to.deep.equal(['content-type']);
    expect(seen[0]!.redirect).to.equal('manual');
    expect(seen[0]!.credentials).to.equal('omit');
  } finally {
    globalThis.fetch = original;
  }
});

it('a real host that lets no page read it is explained', async () => {
  const original = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  try {
    const all = start();
    await allow(all, 'real.test');
    const result = await all.net.request(outbound({ url: 'https://real.test/x' }));
    expect(result).to.include({ ok: false, code: 'ECORS' });
    expect(!result.ok && result.detail).to.include('Access-Control-Allow-Origin');
  } finally {
    globalThis.fetch = original;
  }
});

it('a request that cannot be sent is an answer, not an exception', async () => {
  const all = start();
  expect(await failure(all, { url: 'not a url' })).to.equal('EINVALID');
  expect(await failure(all, { url: 'ftp://probe.example/' })).to.equal('EINVALID');
  expect(await failure(all, { headers: { 'bad name': 'x' } })).to.equal('EINVALID');
  expect(await failure(all, { headers: { x: 'line\nbreak' } })).to.equal('EINVALID');
});

it('a bug in a server is its 500, and the page is told nothing of our code', async () => {
  const all = start();
  const result = await all.net.request(outbound({ url: `https://${HOST}/broken` }));
  expect(result.ok && result.status).to.equal(500);
  expect(result.ok && text(result.body)).to.not.include('.ts');
});

it('an address that a server does not know is its 404', async () => {
  const all = start();
  expect(await failure(all, { url: `https://${HOST}/nothing` })).to.equal('answered 404');
});

it('a server keeps its last 200 requests, and a little slack', async () => {
  const all = start();
  for (let i = 0; i < 250; i++) await all.net.request(outbound({ body: String(i) }));
  const kept = await rows(all);
  expect(kept.length).to.be.within(200, 221);
  expect(kept.at(-1)!.body).to.equal('249');
});
