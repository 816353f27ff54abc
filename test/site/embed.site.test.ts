// Lessons in other people's pages: two real origins, strict and hostile hosts, and every place where a cloud can or cannot live.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import sirv from 'sirv';
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import { findChromium, CHROMIUM_ARGS } from '../support/find-chromium.mjs';
import { DIST, startSite, type Site } from '../support/site.ts';
import { until } from '../support/visit.ts';

interface Said {
  type: string;
  detail: Record<string, unknown>;
}

let site: Site;
let server: Server;
/** The docs page's origin, another site than the cloud's. */
let docs: string;
const opened: { browser: Browser; profile: string }[] = [];

const launch = async (args: string[] = [], preferences: unknown = {}): Promise<Browser> => {
  const profile = mkdtempSync(join(tmpdir(), 'pocket-embed-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  const browser = await puppeteer.launch({
    executablePath: (await findChromium())!,
    userDataDir: profile,
    args: [...CHROMIUM_ARGS, ...args],
  });
  opened.push({ browser, profile });
  return browser;
};

/** `?tags=`: what stands in the page; `?csp`: a strict policy; `?csp=no-frames`: one that forbids ours; `?dark`: a dark page. */
const docsPage = (
  url: URL,
): string => `<!doctype html><html lang="${url.searchParams.get('lang') ?? 'en'}"${url.searchParams.has('dark') ? ' style="background:#101010;color:#eee"' : ''}>
<title>Docs</title>${
  url.searchParams.has('csp')
    ? `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${site.root}; frame-src ${url.searchParams.get('csp') === 'no-frames' ? "'none'" : site.root}">`
    : ''
}<main><h1>Our docs</h1><p id="before">Before.</p>${url.searchParams.get('tags')}<p id="after">After.</p></main>
<script async src="${site.root}embed.js"></script></html>`;

let browser: Browser;
before(async () => {
  site = await startSite();
  // A sandboxed frame has no origin: it loads modules only from hosts that allow everybody, as most static hosts do.
  const files = sirv(DIST, { dev: true, setHeaders: (response) => void response.setHeader('access-control-allow-origin', '*') });
  server = createServer((request, response) => {
    if (request.url?.startsWith('/site/')) {
      request.url = request.url.slice('/site'.length);
      return files(request, response, () => void response.writeHead(404).end());
    }
    response.setHeader('content-type', 'text/html');
    response.end(docsPage(new URL(request.url ?? '/', 'http://docs')));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  docs = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launch(['--host-resolver-rules=MAP docs.test 127.0.0.1']);
});
after(async () => {
  for (const one of opened) {
    await one.browser.close();
    rmSync(one.profile, { recursive: true, force: true });
  }
  server.close();
  server.closeAllConnections();
  await site.close();
});

/** Opens a docs page and writes down what its embeds tell. */
const openDocs = async (tags: string, { words = '', within = browser, root = docs, height = 800, hurried = false } = {}): Promise<Page> => {
  const page = await within.newPage();
  if (hurried)
    await page.evaluateOnNewDocument(() => {
      const wait = window.setTimeout;
      window.setTimeout = ((work: () => void, ms?: number) => wait(work, ms === 20_000 ? 100 : ms)) as typeof setTimeout;
    });
  await page.setViewport({ width: 1000, height });
  await page.evaluateOnNewDocument(() => {
    const said: Said[] = [];
    Object.assign(window, { said });
    for (const type of ['ready', 'step', 'complete', 'error', 'resize'])
      addEventListener(`pocket-${type}`, (event) => said.push({ type, detail: (event as CustomEvent<Said['detail']>).detail }));
  });
  await page.goto(`${root}?tags=${encodeURIComponent(tags)}${words}`);
  return page;
};
const said = (page: Page, type: string): Promise<Said[]> =>
  page.evaluate((wanted) => (window as unknown as { said: Said[] }).said.filter((one) => one.type === wanted), type);
const ready = (page: Page, count = 1): Promise<Said[]> =>
  until(
    () => said(page, 'ready'),
    (all) => all.length >= count,
  );
const frameOf = (page: Page, at = 0): Frame => page.frames().filter((frame) => frame !== page.mainFrame())[at]!;
const sendTest = async (frame: Frame): Promise<string> => {
  const text = (): Promise<string> =>
    frame.evaluate(() => document.querySelector('pocket-first-event')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '');
  await until(
    () =>
      frame.evaluate(() => {
        const button = document.querySelector('pocket-first-event')?.shadowRoot?.querySelector<HTMLElement>('button.primary');
        button?.click();
        return Boolean(button);
      }),
    (pressed) => pressed,
  );
  return until(text, (now) => now.includes('There and back'));
};
const tag = (attributes: string, inside = '<p>Static text.</p>'): string => `<pocket-lesson ${attributes}>${inside}</pocket-lesson>`;

it('one script and one tag give a working cloud in another site’s page, under a strict policy', async () => {
  const page = await openDocs(tag('panel="first-event"'), { words: '&csp' });
  const [told] = await ready(page);
  assert.equal(told!.detail['saved'], true);
  assert.match(await sendTest(frameOf(page)), /There and back in \d+ ms/);
  await page.close();
});

it('until the reader acts the page pays for one small script, and the text inside the tag is read', async () => {
  const page = await openDocs(tag('start="click" lesson="webhook-demo"') + tag('lesson="../../etc"'), { height: 1600 });
  const texts = (): Promise<boolean[]> =>
    page.$$eval('pocket-lesson p', (all) => all.map((one) => one.checkVisibility({ visibilityProperty: true })));
  await until(
    () => said(page, 'error'),
    (all) => all.length === 1,
  );
  assert.deepEqual(await texts(), [true, true]);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.deepEqual(
    loaded.filter((name) => name.startsWith(site.root)),
    [`${site.root}embed.js`],
  );
  assert.ok(gzipSync(readFileSync(join(DIST, 'embed.js'))).length <= 5000);
  assert.equal(page.frames().length, 1);
  await page.evaluate(() => document.querySelector('pocket-lesson')!.shadowRoot!.querySelector('button')!.click());
  await ready(page);
  assert.deepEqual(await texts(), [false, true]);
  await page.close();
});

it('a frame that is forbidden, or that never answers, leaves the text and says why', async () => {
  const shown = async (page: Page): Promise<string> => {
    await until(
      () => said(page, 'error'),
      (all) => all.length === 1,
    );
    return page.$eval('pocket-lesson', (one) =>
      one.querySelector('p')!.checkVisibility({ visibilityProperty: true })
        ? (one.shadowRoot!.querySelector('[part=reason]')!.textContent ?? '')
        : 'hidden',
    );
  };
  const forbidden = await openDocs(tag('panel="event-log"'), { words: '&csp=no-frames&lang=de' });
  assert.match(await shown(forbidden), /Der Text oben ist vollständig/);
  await forbidden.close();
  // Twenty seconds of patience pass at once.
  const silent = await openDocs(tag(`lesson="webhook-demo" site="${docs.replace('127.0.0.1', 'localhost')}"`), { hurried: true });
  assert.match(await shown(silent), /did not start/);
  await silent.close();
});

it('one step stands alone, offers to do what it builds on, and tells its host how it goes', async () => {
  const page = await openDocs(tag('lesson="webhook-demo" step="create-webhook" cloud="alone"'));
  await ready(page);
  const frame = frameOf(page);
  const headings = await frame.$$eval('article h1, article h2, article h3', (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.id),
  );
  assert.deepEqual(headings, ['create-the-webhook']);
  await until(
    () => frame.$eval('.embed-prepare', (offer) => offer.textContent ?? ''),
    (text) => text.includes('Choose a product'),
  );
  await frame.evaluate(() => document.querySelector<HTMLElement>('.embed-prepare button')!.click());
  await until(
    () => frame.$eval('.embed-prepare', (offer) => (offer as HTMLElement).hidden === true),
    (gone) => gone,
  );
  await page.evaluate(() => (document.querySelector('pocket-lesson') as unknown as { run(step: string): void }).run('create-webhook'));
  await until(
    () => said(page, 'step'),
    (all) => all.some(({ detail }) => detail['id'] === 'create-webhook' && detail['state'] === 'done'),
  );
  await page.close();
});

it('a host goes to steps, does them all, takes a copy and starts over in a cloud that is its own', async () => {
  const page = await openDocs(tag('lesson="webhook-demo" cloud="commanded"'));
  await ready(page);
  const command = <T>(name: string, ...given: unknown[]): Promise<T> =>
    page.evaluate(
      (what, words) => (document.querySelector('pocket-lesson') as unknown as Record<string, (...all: unknown[]) => T>)[what]!(...words),
      name,
      given,
    );
  await command('goTo', 'clean-up');
  const frame = frameOf(page);
  await until(
    () => frame.$eval('#clean-up', (heading) => Math.abs(heading.getBoundingClientRect().top)),
    (top) => top < 200,
  );
  const done = async (): Promise<string[]> =>
    (await said(page, 'step')).flatMap(({ detail }) => (detail['state'] === 'done' ? [String(detail['id'])] : []));
  for (const step of ['choose-device', 'choose-product', 'add-device', 'start-demo', 'create-webhook', 'send-test-event']) {
    await command('run', step);
    await until(done, (ids) => ids.includes(step));
  }
  const file = await command<string>('snapshot');
  assert.match(file, /WebhookDemo01/);
  // What deletes is for the reader's own hand.
  await frame.evaluate(async () => {
    const cloud = '../../clouds/commanded/';
    const call = async (path: string, init: RequestInit = {}): Promise<Record<string, never>> =>
      (await (await fetch(cloud + path, init)).json().catch(() => ({}))) as Record<string, never>;
    const grant = {
      grant_type: 'password',
      username: 'student@example.com',
      password: 'pocket-cloud',
      client_id: 'particle',
      client_secret: 'particle',
    };
    const { access_token } = await call('oauth/token', { method: 'POST', body: new URLSearchParams(grant) });
    const headers = { authorization: `Bearer ${access_token}` };
    const { products } = (await call('v1/user/products', { headers })) as unknown as { products: { id: number }[] };
    const hooks = `v1/products/${products[0]!.id}/integrations`;
    for (const { id } of (await call(hooks, { headers })) as unknown as { id: string }[])
      await call(`${hooks}/${id}`, { method: 'DELETE', headers });
    const body = JSON.stringify({ op: 'stop' });
    await call('pocket/servers/demo-server.example/control', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  });
  const [complete] = await until(
    () => said(page, 'complete'),
    (all) => all.length === 1,
  );
  assert.deepEqual(complete!.detail, { type: 'complete', lesson: 'webhook-demo' });
  assert.ok((await said(page, 'resize')).every(({ detail }) => Number(detail['height']) > 0));
  await command('reset');
  await until(
    async () => (await said(page, 'step')).findLast(({ detail }) => detail['id'] === 'create-webhook')?.detail['state'],
    (state) => state !== 'done',
  );
  // The page around a frame is not the frame's to move.
  assert.equal(
    await frame.evaluate(() => {
      try {
        top!.location.href = 'about:blank';
        return 'gone';
      } catch (error) {
        return (error as Error).name;
      }
    }),
    'SecurityError',
  );
  await page.close();
});

it('embeds of one page share a cloud, and one with a name has its own', async () => {
  const page = await openDocs(tag('panel="first-event"') + tag('panel="event-log"') + tag('panel="event-log" cloud="apart"'), {
    height: 2600,
  });
  await ready(page, 3);
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  const by = (path: string, own: boolean): Frame =>
    frames.find((frame) => frame.url().includes(path) && frame.url().includes('cloud=apart') === own)!;
  await sendTest(by('first-event', false));
  const names = (frame: Frame): Promise<string> =>
    frame.evaluate(() => document.querySelector('pocket-event-log')?.shadowRoot?.textContent ?? '');
  await until(
    () => names(by('event-log', false)),
    (text) => text.includes('FirstEvent'),
  );
  assert.doesNotMatch(await names(by('event-log', true)), /FirstEvent/);
  await page.close();
});

it('the theme and the language of the page around it are followed without a reload', async () => {
  const page = await openDocs(tag('lesson="webhook-demo" step="send-test-event" cloud="spoken"') + tag('panel="event-log" language="de"'), {
    words: '&dark',
    height: 1600,
  });
  await ready(page, 2);
  const frames = page.frames().filter((one) => one !== page.mainFrame());
  const frame = frames.find((one) => one.url().includes('webhook-demo'))!;
  const root = (): Promise<{ theme: string | undefined; language: string; direction: string }> =>
    frame.evaluate(() => {
      const { dataset, lang, dir } = document.documentElement;
      return { theme: dataset['theme'], language: lang, direction: dir };
    });
  assert.deepEqual(await root(), { theme: 'dark', language: 'en', direction: 'ltr' });
  const seen = (): Promise<{ heading: string; button: string; data: string; foot: string }> =>
    frame.evaluate(() => {
      const control = document.querySelector('pocket-test-event')?.shadowRoot;
      return {
        heading: document.getElementById('send-a-test-event')!.textContent.trim(),
        button: control?.querySelector('.control-foot button')?.textContent.trim() ?? '',
        data: control?.querySelector('textarea')?.value ?? '',
        foot: document.querySelector('.embed-foot a')!.textContent,
      };
    });
  await until(seen, ({ button }) => button === 'Send test event');
  await frame.evaluate(() => {
    Object.assign(window, { sameDocument: true });
    const field = document.querySelector('pocket-test-event')!.shadowRoot!.querySelector('textarea')!;
    field.value = '{"t":99}';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.evaluate(() => {
    document.documentElement.setAttribute('style', 'background:#fff');
    document.documentElement.lang = 'de-AT';
  });
  assert.deepEqual(await until(seen, ({ heading, button }) => heading !== 'Send a test event' && button !== 'Send test event'), {
    heading: 'Sende ein Test-Event',
    button: 'Test-Event senden',
    data: '{"t":99}',
    foot: 'Auf eigener Seite öffnen, mit diesem Stand',
  });
  assert.deepEqual(await until(root, ({ theme }) => theme === 'light'), { theme: 'light', language: 'de', direction: 'ltr' });
  const alone = await frame.$$eval('article > :is(h1, h2, h3)', (all) => all.filter((one) => one.checkVisibility()).map(({ id }) => id));
  assert.equal(alone[0], 'send-a-test-event');
  assert.ok(!alone.includes('the-firmware'));
  // Nobody speaks it here: English is what there is.
  await page.evaluate(() => (document.documentElement.lang = 'tlh'));
  const back = await until(seen, ({ heading, button }) => heading === 'Send a test event' && button === 'Send test event');
  assert.equal(back.data, '{"t":99}');
  assert.equal((await root()).language, 'en');
  assert.equal(await frame.evaluate(() => (window as unknown as { sameDocument?: boolean }).sameDocument), true);
  const told = frames.find((one) => one.url().includes('language=de'))!;
  assert.equal(await told.evaluate(() => document.documentElement.lang), 'de');
  await page.close();
});

it('nothing below the embed moves until the reader does something', async () => {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    // From the tag's own first frame on.
    void customElements.whenDefined('pocket-lesson').then(() =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
          }).observe({ type: 'layout-shift' }),
        ),
      ),
    );
  });
  await page.goto(`${docs}?tags=${encodeURIComponent(tag('panel="first-event"'))}`);
  await until(
    () => page.$eval('pocket-lesson', (one) => one.classList.contains('ready')),
    (is) => is,
  );
  await until(
    () => frameOf(page).evaluate(() => Boolean(document.querySelector('pocket-first-event')?.shadowRoot?.querySelector('button.primary'))),
    (is) => is,
  );
  assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts), []);
  await page.close();
});

it('messages of strangers change nothing on either side', async () => {
  const page = await openDocs(tag('panel="first-event" cloud="hostile"'), { height: 1600 });
  await ready(page);
  // A message of the host's own window, and of the right shape, is not the frame's.
  await page.evaluate(() => {
    postMessage({ pocket: 1, type: 'resize', height: 5000, by_reader: true }, '*');
    postMessage({ pocket: 1, type: 'complete', lesson: 'webhook-demo' }, '*');
  });
  // A frame whose address names another host obeys nobody here.
  const frame = frameOf(page);
  await frame.evaluate(() => window.postMessage({ pocket: 1, type: 'theme', theme: 'dark' }, '*'));
  await frame.evaluate((address) => (location.href = address), frame.url().replace(/host=[^&]*/, 'host=https%3A%2F%2Felsewhere.example'));
  await until(
    () => Promise.resolve(page.frames().some((one) => one.url().includes('elsewhere.example'))),
    (is) => is,
  );
  const strange = page.frames().find((one) => one.url().includes('elsewhere.example'))!;
  await strange.waitForFunction(() => document.documentElement.dataset['embed'] === 'shown');
  await page.evaluate(() =>
    document
      .querySelector('pocket-lesson')!
      .shadowRoot!.querySelector('iframe')!
      .contentWindow!.postMessage({ pocket: 1, type: 'theme', theme: 'dark' }, '*'),
  );
  await strange.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
  assert.notEqual(await strange.evaluate(() => document.documentElement.dataset['theme']), 'dark');
  // What the control needs is less; what the stranger asked for would be more.
  assert.ok((await page.$eval('pocket-lesson', (one) => (one as HTMLElement).offsetHeight)) < 700);
  assert.deepEqual(await said(page, 'complete'), []);
  await page.close();
});

it('a host cannot copy or empty the visitor’s cloud without the reader, nor allow a host in a frame', async () => {
  const page = await openDocs(tag('panel="server-table"'));
  await ready(page);
  const asked = page.evaluate(() =>
    (document.querySelector('pocket-lesson') as unknown as { snapshot(): Promise<string | null> }).snapshot(),
  );
  const frame = frameOf(page);
  const dialog = await frame.waitForSelector('dialog.embed-question');
  assert.match(await dialog!.evaluate((one) => one.textContent ?? ''), new RegExp(docs.slice(0, -1)));
  await frame.evaluate(() => document.querySelector<HTMLElement>('dialog.embed-question button')!.click());
  assert.equal(await asked, null);
  const form = await frame.evaluate(() => {
    const table = document.querySelector('pocket-server-table')?.shadowRoot;
    return table?.querySelector('pocket-allowed-hosts')?.shadowRoot?.querySelector('form') ?? null;
  });
  assert.equal(form, null);
  await page.close();
});

it('the permission for USB is in the frame, and a read-only embed changes nothing', async () => {
  const page = await openDocs(tag('panel="first-event" readonly cloud="shown"'));
  await ready(page);
  const frame = frameOf(page);
  assert.equal(
    await frame.evaluate(() =>
      (document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } }).featurePolicy.allowsFeature('serial'),
    ),
    true,
  );
  await until(
    () =>
      frame.evaluate(() => {
        const shadow = document.querySelector('pocket-first-event')?.shadowRoot;
        shadow?.querySelector<HTMLElement>('button.primary')?.click();
        return shadow?.textContent ?? '';
      }),
    (text) => text.includes('for looking only'),
  );
  const answer = await frame.evaluate(async () => {
    const events = await (await fetch('../../clouds/shown/pocket/events')).json();
    return (events as { events: unknown[] }).events.length;
  });
  assert.equal(answer, 0);
  await page.close();
});

const places: [string, { args?: string[]; preferences?: unknown; saved: boolean }][] = [
  [
    'third-party cookies blocked',
    {
      args: ['--test-third-party-cookie-phaseout'],
      preferences: { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } },
      saved: true,
    },
  ],
  ['all site data blocked', { preferences: { profile: { default_content_setting_values: { cookies: 2 } } }, saved: false }],
];
for (const [name, { args, preferences, saved }] of places) {
  it(`with ${name} it works ${saved ? 'and is kept' : 'and says that it is not saved'}`, async () => {
    const within = await launch(args, preferences);
    const page = await openDocs(tag('panel="first-event"'), { within });
    const [told] = await ready(page);
    await sendTest(frameOf(page));
    assert.equal(told!.detail['saved'], saved);
    const foot = await frameOf(page).$eval('.embed-foot', (one) => one.textContent ?? '');
    assert.match(foot, saved ? /kept for the page around it/ : /Not saved/);
    await within.close();
  });
}

it('in a sandbox with an origin it is kept; without one, and on an insecure host, it works and says that it is not', async () => {
  const open = docs.replace('127.0.0.1', 'localhost');
  const frame = (sandbox: string): string =>
    `<iframe sandbox="${sandbox}" width="800" height="500" src="${open}site/panel/first-event/?embed=1"></iframe>`;
  const boxes = await openDocs(frame('allow-scripts allow-same-origin') + frame('allow-scripts'), { height: 1300 });
  const insecure = await openDocs(tag('panel="first-event"'), { root: docs.replace('127.0.0.1', 'docs.test') });
  await ready(insecure);
  const rows: [Frame, RegExp][] = [
    [frameOf(boxes, 0), /kept for the page around it/],
    [frameOf(boxes, 1), /Not saved: .*sandbox/],
    [frameOf(insecure), /Not saved: .*http/],
  ];
  for (const [one, foot] of rows) {
    await one.page().bringToFront();
    await sendTest(one);
    assert.match(await one.$eval('.embed-foot', (line) => line.textContent ?? ''), foot);
  }
  await boxes.close();
  await insecure.close();
});

it('in the same site the embed is the visitor’s own cloud', async () => {
  const page = await browser.newPage();
  await page.goto(site.root);
  await page.evaluate((root) => {
    const frame = document.createElement('iframe');
    frame.src = `${root}panel/first-event/?embed=1`;
    frame.style.cssText = 'position:fixed;inset:0;inline-size:100%;block-size:100%';
    document.body.append(frame);
  }, site.root);
  const frame = await until(
    () => Promise.resolve(page.frames().find((one) => one.url().includes('panel/'))),
    (one) => one !== undefined,
  );
  await frame!.waitForFunction(() => document.documentElement.dataset['embed'] === 'shown');
  await sendTest(frame!);
  const names = await page.evaluate(async () => (await (await fetch('cloud/pocket/events')).json()) as { events: { name: string }[] });
  assert.ok(names.events.some((event) => event.name === 'FirstEvent'));
  await page.close();
});

it('host page and embed have no axe violation, and the keyboard goes in and out', async () => {
  const page = await openDocs(`<a href="#x" id="x">first</a>${tag('panel="first-event" cloud="keys"')}<a href="#y" id="y">last</a>`);
  await ready(page);
  const axe = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');
  for (const one of [page.mainFrame(), frameOf(page)]) {
    // The policy of neither page lets a script of ours in: the browser's own door does.
    await one.evaluate(axe);
    const violations = await one.evaluate(async () => {
      const found = await (window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run();
      return found.violations.map(({ id }) => id);
    });
    // From outside the frame cannot be looked into: that is what the second run is for.
    assert.deepEqual(
      violations.filter((id) => id !== 'frame-tested'),
      [],
      one.url(),
    );
  }
  await page.focus('#x');
  let inside = false;
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
    if (at === 'pocket-lesson') inside = true;
    if (at === 'y') break;
  }
  assert.equal(inside, true);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'y');
  await page.close();
});
