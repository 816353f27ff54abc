// The workbench of the built site: webhooks written, sent, broken, mended and sent again, on a clock that is moved.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { LOOKS, axeViolations, overflow, setLook, takePicture, wakeAll } from '../support/look.ts';
import { fill, press, says, words } from '../support/shadow.ts';
import { newVisitors, startSite, type Site, type Visitor, type Visitors, type WatchedPage } from '../support/site.ts';
import { ask, cloudAnswers, publish, signIn, until } from '../support/visit.ts';

const EDITOR = 'pocket-webhook-editor';
const CLOCK = 'pocket-cloud-time';
const CHANNEL = 'pocket-thingspeak-channel';
const LOGS = 'pocket-cloud-logs';
const TABLE = 'pocket-server-table';
const DETAIL = 'pocket-server-table pocket-server-detail';

interface Seen {
  name: string;
  data: string;
  hook?: string;
  published_at: string;
}

let site: Site;
let visitors: Visitors;
let visitor: Visitor;
let opened: WatchedPage;
let page: Page;
before(async () => {
  site = await startSite();
  visitors = await newVisitors();
});
after(async () => {
  await visitors.close();
  await site.close();
});
beforeEach(async () => {
  visitor = await visitors.next();
  opened = await visitor.newPage();
  page = opened.page;
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(`${site.root}workbench/`);
  await cloudAnswers(page);
  await wakeAll(page);
});
afterEach(async () => {
  assert.deepEqual(visitor.leaks, []);
  assert.deepEqual(opened.errors, []);
  await visitor.close();
});

/** Oldest first. */
/** Without what the board on this page says by itself. */
const events = async (): Promise<Seen[]> =>
  (await ask(page, '/pocket/events?limit=200')).body.events
    .filter(({ name }: Seen) => !name.startsWith('spark/') && name !== 'WebhookDemo01')
    .toReversed();
const seen = (check: (all: Seen[]) => boolean): Promise<Seen[]> => until(events, check);
const errors = async (): Promise<string[]> => (await events()).filter(({ hook }) => hook === 'error').map(({ data }) => data);
const chartRows = (): Promise<string[]> =>
  page.evaluate(() => {
    const chart = document.querySelector('pocket-thingspeak-channel')?.shadowRoot?.querySelector('pocket-channel-chart')?.shadowRoot;
    return [...(chart?.querySelectorAll('tbody td:last-child') ?? [])].map(({ textContent }) => textContent);
  });
/** Takes a preset by the host it calls. */
const preset = async (host: string): Promise<void> => {
  await until(
    () =>
      page.evaluate((wanted) => {
        const all = [
          ...(document.querySelector('pocket-webhook-editor')?.shadowRoot?.querySelectorAll<HTMLElement>('.gallery button') ?? []),
        ];
        const found = all.find((one) => one.querySelector('code')?.textContent === wanted);
        found?.click();
        return found !== undefined;
      }, host),
    Boolean,
  );
};
const settings = (): Promise<Record<string, unknown>> =>
  page.evaluate(() =>
    JSON.parse(
      document.querySelector('pocket-webhook-editor')?.shadowRoot?.querySelector<HTMLTextAreaElement>('#json-text')?.value ?? '{}',
    ),
  );

it('a form webhook brings values into a ThingSpeak channel, and the chart’s table grows with each', async () => {
  await preset('api.thingspeak.com');
  assert.deepEqual(await settings(), {
    event: 'temp',
    url: 'https://api.thingspeak.com/update',
    requestType: 'POST',
    noDefaults: true,
    form: { api_key: 'POCKETWRITEKEY01', field1: '{{{PARTICLE_EVENT_VALUE}}}' },
  });
  await press(page, EDITOR, 'Create webhook');
  await says(page, EDITOR, 'Saved.');
  await fill(page, CLOCK, 'select', '0');
  for (const [index, value] of ['21.5', '22', '20.25'].entries()) {
    await says(page, CHANNEL, 'The channel takes a value now.');
    await fill(page, CHANNEL, '#value', value);
    await press(page, CHANNEL, 'Publish');
    assert.equal((await until(chartRows, (rows) => rows.length === index + 1))[0], value);
    // Alternately the two ways to move time.
    if (index === 0) await press(page, CHANNEL, 'Let 15 s pass');
    else await press(page, CLOCK, 'Run an hour');
  }
  assert.deepEqual(await chartRows(), ['20.25', '22', '21.5']);
  const all = await events();
  assert.deepEqual(
    all.map(({ name, data }) => (name.startsWith('hook-response/') ? `${name}: ${data}` : name)),
    ['1', '2', '3'].flatMap((entry) => ['temp', 'hook-sent/temp', `hook-response/temp/0: ${entry}`]),
  );
  assert.equal(Date.parse(all[3]?.published_at ?? '') - Date.parse(all[0]?.published_at ?? ''), 15_000);
  assert.equal(((await words(page, LOGS, 'tbody')).match(/answered/g) ?? []).length, 3);
  // One that comes too soon is answered with 0, and is no entry.
  await fill(page, CHANNEL, '#value', '1');
  await press(page, CHANNEL, 'Publish');
  await until(chartRows, (rows) => rows.length === 4);
  await fill(page, CHANNEL, '#value', '2');
  await press(page, CHANNEL, 'Publish');
  await seen((list) => list.at(-1)?.data === '0');
  assert.equal((await chartRows()).length, 4);
});

it('a server that is broken says how in the events, and works again once it is mended', async () => {
  const token = await signIn(page);
  await press(page, TABLE, 'echo.example');
  const breakIt = async (kind: string): Promise<void> => {
    await fill(page, DETAIL, '#kind', kind);
    await press(page, DETAIL, 'Break it');
  };
  await breakIt('status');
  await says(page, TABLE, 'answers 500');
  await publish(page, token, 'FirstEvent', '1');
  await until(errors, (list) => list.length === 1);
  await breakIt('timeout');
  await says(page, TABLE, 'never answers');
  await publish(page, token, 'FirstEvent', '2');
  // Nobody waits 20 seconds: what happens next is the end of the wait.
  await press(page, CLOCK, 'Skip');
  await until(errors, (list) => list.length === 2);
  await breakIt('refused');
  await says(page, TABLE, 'refuses connections');
  await publish(page, token, 'FirstEvent', '3');
  assert.deepEqual(await until(errors, (list) => list.length === 3), ['error status 500 from echo.example', 'ETIMEDOUT', 'ECONNREFUSED']);
  await says(page, 'pocket-event-dock pocket-event-log', 'ECONNREFUSED');
  await says(page, 'pocket-limits', '3 of 10 errors');
  await press(page, DETAIL, 'Mend it');
  await publish(page, token, 'FirstEvent', '4');
  await seen((all) => all.at(-1)?.name === 'hook-response/FirstEvent/0');
});

it('ten errors in a row disable a webhook; it says why, and comes back with a click', async () => {
  const token = await signIn(page);
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: { kind: 'status', status: 500 } } });
  for (let n = 1; n <= 10; n++) await publish(page, token, 'FirstEvent', String(n));
  await says(page, 'pocket-hook-health', /Disabled.*Too many errors/);
  await says(page, 'pocket-webhook-list', '1 webhook is disabled.');
  const all = await events();
  assert.equal(all.at(-1)?.data, 'Too many errors, webhook disabled');
  // Disabled: an event an hour later reaches nobody.
  await press(page, CLOCK, 'Run an hour');
  await says(page, CLOCK, 'An hour has passed.');
  await publish(page, token, 'FirstEvent', '11');
  assert.equal((await seen((list) => list.length > all.length)).length, all.length + 1);
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: null } });
  await press(page, 'pocket-hook-health', 'Enable');
  await says(page, 'pocket-webhook-list', 'It listens.');
  await publish(page, token, 'FirstEvent', '12');
  await seen((list) => list.at(-1)?.name === 'hook-response/FirstEvent/0');
});

it('the weather comes as five pieces, 250 ms of the cloud’s time apart, and is whole again when they are joined', async () => {
  await preset('w1.weather.gov');
  await press(page, EDITOR, 'Create webhook');
  await says(page, EDITOR, 'Saved.');
  await fill(page, CLOCK, 'select', '0');
  await says(page, CLOCK, 'Cloud time is paused.');
  const { event } = (await settings()) as { event: string };
  await publish(page, await signIn(page), event, 'KMSP');
  const pieces = async (): Promise<Seen[]> => (await events()).filter(({ name }) => name.startsWith(`hook-response/${event}/`));
  for (let count = 1; count < 5; count++) {
    await until(pieces, ({ length }) => length === count);
    await press(page, CLOCK, 'Skip');
  }
  const all = await until(pieces, ({ length }) => length === 5);
  await says(page, CLOCK, 'Nothing is due');
  assert.deepEqual(
    all.map(({ name }) => name),
    [0, 1, 2, 3, 4].map((index) => `hook-response/${event}/${index}`),
  );
  const times = all.map(({ published_at }) => Date.parse(published_at));
  assert.deepEqual(
    times.map((time) => time - (times[0] ?? 0)),
    [0, 250, 500, 750, 1000],
  );
  const [request] = (await ask(page, '/pocket/servers/w1.weather.gov/requests')).body.requests;
  assert.equal(all.map(({ data }) => data).join(''), request.response.body);
  assert.match(request.response.body, /^<\?xml[\s\S]+<\/current_observation>\s*$/);
});

it('double braces inside JSON are found, and mended by a click', async () => {
  await fill(page, EDITOR, '#event', 'temp');
  await fill(page, EDITOR, '#url', 'https://echo.example/json');
  await fill(page, EDITOR, '#bodyKind', 'json');
  await fill(page, EDITOR, '#sample-data', 'say "hi"');
  await fill(page, EDITOR, '#json', '{"said": "{{PARTICLE_EVENT_VALUE}}"}');
  await says(page, EDITOR, 'Two braces turn quotes into &quot;');
  await until(
    () => words(page, EDITOR, '.codeview'),
    (text) => text.includes('&quot;hi&quot;'),
  );
  await press(page, EDITOR, 'Use {{{three}}} braces');
  await until(
    () => words(page, EDITOR, '.codeview'),
    (text) => !text.includes('&quot;') && text.includes('hi'),
  );
  assert.deepEqual((await settings())['json'], { said: '{{{PARTICLE_EVENT_VALUE}}}' });
  assert.doesNotMatch(await words(page, EDITOR), /Two braces/);
});

it('a delivery is sent again, and the server sees it twice', async () => {
  await publish(page, await signIn(page), 'FirstEvent', '25');
  await says(page, LOGS, 'answered');
  await press(page, LOGS, 'FirstEvent');
  await press(page, LOGS, 'Send again');
  await until(
    () => words(page, LOGS, 'tbody'),
    (text) => (text.match(/answered/g) ?? []).length === 2 && text.includes('replay'),
  );
  const { requests } = (await ask(page, '/pocket/servers/echo.example/requests')).body;
  assert.equal(requests.length, 2);
  assert.equal(requests[0].body, requests[1].body);
});

it('the clock works by keyboard, and other tabs follow: a page without a clock shows it while time is not as usual', async () => {
  const { page: front } = await visitor.newPage();
  await front.goto(site.root);
  await cloudAnswers(front);
  assert.equal(await words(front, CLOCK), '');
  await page.bringToFront();
  await page.focus('pocket-cloud-time select');
  await page.keyboard.press('ArrowDown');
  await says(page, CLOCK, 'Cloud time runs 10 times as fast.');
  await front.bringToFront();
  await front.waitForSelector('pocket-cloud-time select');
  await until(
    () => front.$eval('pocket-cloud-time select', ({ value }) => value),
    (value) => value === '10',
  );
  await fill(front, CLOCK, 'select', '0');
  await says(front, CLOCK, 'Cloud time is paused.');
  await page.bringToFront();
  await until(
    () => page.$eval('pocket-cloud-time select', ({ value }) => value),
    (value) => value === '0',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const before = Date.parse((await ask(page, '/pocket/clock')).body.now);
  await page.keyboard.press('Enter');
  await says(page, CLOCK, 'An hour has passed.');
  assert.equal(Date.parse((await ask(page, '/pocket/clock')).body.now) - before, 3_600_000);
});

it('a workbench in full use is usable by everyone, narrow and light, wide and dark', async () => {
  const token = await signIn(page);
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: { kind: 'status', status: 500 } } });
  for (let n = 1; n <= 10; n++) await publish(page, token, 'FirstEvent', String(n));
  await says(page, 'pocket-webhook-list', '1 webhook is disabled.');
  await press(page, CHANNEL, 'Create its webhook');
  await fill(page, CLOCK, 'select', '0');
  // The minute in which ten events came from one place is over.
  await ask(page, '/pocket/clock/advance', { method: 'POST', json: { ms: 60_000 } });
  for (const value of ['21.5', '23', '22']) {
    await publish(page, token, 'temp', value);
    await ask(page, '/pocket/clock/advance', { method: 'POST', json: { ms: 20_000 } });
  }
  await until(chartRows, (rows) => rows.length === 3);
  await press(page, 'pocket-webhook-list', 'FirstEvent');
  await press(page, TABLE, 'echo.example');
  await press(page, LOGS, 'FirstEvent');
  await says(page, EDITOR, 'Editing');
  for (const look of LOOKS.filter(({ theme, width }) => (theme === 'light') === (width === 360))) {
    await setLook(page, look);
    await takePicture(page, `workbench-used-${look.theme}-${look.width}`);
    assert.deepEqual(await axeViolations(page), [], JSON.stringify(look));
    assert.equal(await overflow(page), 0, JSON.stringify(look));
  }
});
