// The vendor's own browser library, as it is published and with nothing but `baseUrl` set, through the real worker (spec/cloud-api.md §8.1).
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type Particle from 'particle-api-js';
import type { Page } from 'puppeteer-core';
import { DIST, newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers } from '../support/visit.ts';

/** Whatever JSON holds. */
type Wire = ReturnType<typeof JSON.parse>;
type Api = { [Method in keyof Particle]: (options?: Record<string, unknown>) => Promise<Wire> };
type Vendor = Window & { Particle: new (options: Record<string, unknown>) => Api };

const LIBRARY = fileURLToPath(new URL('../../node_modules/particle-api-js/dist/particle.min.js', import.meta.url));
/** A page as somebody else would write it, put beside the site. */
const THEIR_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="pocket-base" content="./"><link rel="icon" href="data:,">
<title>Their page</title><script src="particle.min.js"></script>`;

let folder: string;
let site: Site;
let visitor: Visitor;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pocket-vendor-'));
  cpSync(DIST, folder, { recursive: true });
  cpSync(LIBRARY, join(folder, 'particle.min.js'));
  writeFileSync(join(folder, 'their-page.html'), THEIR_PAGE);
  site = await startSite(folder);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  visitor = await newVisitor();
});
afterEach(() => visitor.close());

/** The session of the lesson, written as a program of somebody else: it runs in the page. */
const session = (page: Page): Promise<Record<string, Wire>> =>
  page.evaluate(async () => {
    const particle = new (window as unknown as Vendor).Particle({ baseUrl: new URL('cloud', location.href).href });
    const { access_token: auth } = (await particle.login({ username: 'student@example.com', password: 'pocket-cloud' })).body;
    const devices = (await particle.listDevices({ auth })).body;
    const created = await particle.post({ uri: '/v1/user/products', auth, data: { product: { name: 'Their lamp', platform_id: 3 } } });
    const product = created.body.product.id;
    const added = (await particle.addDeviceToProduct({ product, deviceId: devices[0].id, auth })).body;
    const hook = await particle.createIntegration({
      product,
      event: 'WebhookDemo01',
      settings: {
        integration_type: 'Webhook',
        url: 'https://echo.example/theirs',
        requestType: 'POST',
        responseTopic: '{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}',
      },
      auth,
    });
    const stream = await particle.getEventStream({ product, auth });
    const heard: { name: string; data: string; coreid: string }[] = [];
    const answered = new Promise<void>((resolve, reject) => {
      stream.on('event', (event: (typeof heard)[number]) => {
        heard.push(event);
        if (event.name.includes('/hook-response/')) resolve();
      });
      stream.on('error', reject);
    });
    const published = (await particle.publishEvent({ product, name: 'WebhookDemo01', data: '{"t":25}', auth })).body;
    await answered;
    stream.abort();
    const listed = (await particle.listIntegrations({ product, auth })).body;
    const refused = await particle.listDevices({ auth: '0'.repeat(40) }).catch((error: unknown) => error);
    return {
      auth,
      devices,
      added,
      hook: hook.body,
      heard,
      published,
      listed: listed.map(({ id }: { id: string }) => id),
      refused: (refused as { statusCode: number }).statusCode,
    };
  });

for (const [where, base] of [
  ['the root', () => site.root],
  ['a longer path', () => site.nested],
] as const)
  it(`particle-api-js at ${where}: signs in, builds a product with a webhook, publishes, and hears the answer`, async () => {
    const { page, errors, requests } = await visitor.newPage();
    await page.goto(base());
    await cloudAnswers(page);
    await page.goto(`${base()}their-page.html`);
    await cloudAnswers(page);
    const seen = await session(page);
    assert.match(seen['auth'], /^[0-9a-f]{40}$/);
    assert.equal(seen['devices'].length, 1);
    assert.equal(seen['added'].updated, 1);
    assert.equal(seen['hook'].ok, true);
    assert.deepEqual(seen['published'], { ok: true });
    assert.deepEqual(seen['listed'], [seen['hook'].id]);
    assert.equal(seen['refused'], 401);
    const [event, sent, response] = seen['heard'];
    assert.deepEqual([event.name, event.data, event.coreid], ['WebhookDemo01', '{"t":25}', 'api']);
    assert.equal(sent.name, 'hook-sent/WebhookDemo01');
    assert.equal(response.name, 'api/hook-response/WebhookDemo01/0');
    assert.match(response.data, /\{.*25.*\}/s);
    assert.deepEqual(visitor.leaks, []);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(base()) && !url.startsWith('data:')),
      [],
    );
    // The browser itself writes down the one answer that was asked to be a refusal.
    assert.deepEqual(
      errors.filter((line) => !/status of 401/.test(line)),
      [],
    );
  });
