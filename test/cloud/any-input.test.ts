// Whatever is sent to any call, the cloud answers JSON, blames the caller and stays intact (spec/cloud-api.md §0.3, §0.4).
import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import type { Route } from '../../src/cloud/route.ts';
import { routes } from '../../src/cloud/routes.ts';
import { connectDevice } from '../support/connect-device.ts';
import { BASE, createTestCloud } from '../support/test-cloud.ts';

const ALL: readonly Route[] = [...routes, ...laterRoutes];

const awkward = fc.constantFrom(
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '..',
  '%',
  '%2F',
  'a/b',
  '💡',
  '\u0000',
  '0',
  '-1',
  '1e9',
  'null',
  'true',
  'x'.repeat(300),
);
const scalar = fc.oneof(awkward, fc.string({ maxLength: 20 }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 8 }), scalar, { maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Keys that the route reads, so that the values get past the first look. */
const keysOf = (schema: unknown): string[] => Object.keys((schema as { entries?: object } | undefined)?.entries ?? {});
const bodyFor = (route: Route) => {
  const keys = keysOf(route.body);
  const known = keys.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length });
  return fc.tuple(known, fc.dictionary(fc.string({ maxLength: 8 }), value, { maxKeys: 2 })).map(([own, other]) => ({ ...other, ...own }));
};

async function scene() {
  const test = createTestCloud();
  const token = await test.login();
  const { product } = (await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  await test.call('POST', `/v1/products/${product.id}/devices`, { token, body: { id: board.id } });
  await connectDevice(test, board.id, { functions: { on: () => 1 }, variables: { temp: 1 } });
  return { test, token, product: String(product.id), device: board.id as string };
}

for (const route of ALL) {
  it(`${route.method} ${route.path} never breaks`, async () => {
    const { test, token, product, device } = await scene();
    const real: Record<string, string> = { product, device, variable: 'temp', function: 'on', version: '1', host: 'echo.example' };
    const params = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
    const given = fc.record(
      Object.fromEntries(params.map((name) => [name, fc.oneof({ weight: 3, arbitrary: fc.constant(real[name] ?? 'x') }, awkward)])),
    );
    const queryKeys = keysOf(route.query);
    const query =
      queryKeys.length === 0
        ? fc.constant({})
        : fc.dictionary(fc.constantFrom(...queryKeys), fc.oneof(awkward, fc.string({ maxLength: 12 })), { maxKeys: 3 });
    const shape = fc.constantFrom('json', 'form', 'broken', 'file');
    await fc.assert(
      fc.asyncProperty(given, query, bodyFor(route), shape, async (values, asked, body, kind) => {
        const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, (_match, name: string) =>
          encodeURIComponent((values as Record<string, string>)[name] ?? 'x'),
        );
        const headers = new Headers({ authorization: `Bearer ${token}` });
        let sent: BodyInit | null = null;
        if (route.method !== 'GET') {
          if (kind === 'form')
            sent = new URLSearchParams(
              Object.entries(body).map(([key, item]) => [key, typeof item === 'string' ? item : (JSON.stringify(item) ?? '')]),
            );
          else if (kind === 'file') {
            const form = new FormData();
            form.append('file', new Blob([JSON.stringify(body)]), 'a.bin');
            sent = form;
          } else {
            headers.set('content-type', 'application/json');
            sent = kind === 'broken' ? `${JSON.stringify(body)}}` : JSON.stringify(body);
          }
        }
        const search = new URLSearchParams(asked);
        const answered = test.cloud.fetch(new Request(`${BASE}${path}?${search}`, { method: route.method, headers, body: sent }), 'page');
        // A device waits for mail that nobody sends, at most a second.
        let waits = route.path.endsWith('/wait');
        void answered.finally(() => (waits = false));
        while (waits) await test.advance(1000);
        const response = await answered;
        const what = `${route.method} ${path}?${search} ${JSON.stringify(body)} as ${kind}: ${response.status}`;
        if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
          await response.body?.cancel();
          return;
        }
        const text = await response.text();
        if (test.bugs.length > 0) throw new Error(what, { cause: test.bugs[0] });
        // 500 is a device that does not answer a signal or a flash; 501 is honest.
        if (response.status >= 500) expect(JSON.parse(text), what).to.have.property('ok', false);
        if (response.status >= 500) expect([500, 501], what).to.include(response.status);
        if (response.status >= 400) expect(JSON.parse(text), what).to.be.an('object');
      }),
      { numRuns: 25 },
    );
    // The cloud still answers: nothing that was sent made it unreadable.
    expect((await test.cloud.fetch(new Request(`${BASE}/pocket/info`))).status).to.equal(200);
    // Every row is still what the cloud can read: a file of it is taken by another cloud.
    const file = await (await test.cloud.fetch(new Request(`${BASE}/pocket/export`))).json();
    const taken = await createTestCloud().call('POST', '/pocket/import', { body: file });
    expect(taken.status, JSON.stringify(taken.json)).to.equal(200);
  }).timeout(60_000);
}
