// Every lesson from an empty cloud to its end, offline after the first load of the site, by the buttons a person has; axe in both themes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { axeViolations, overflow, setLook, wakeAll, type Look } from '../support/look.ts';
import { builtPages, newVisitor, startSite, stopWorkers, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, until } from '../support/visit.ts';
import { wholeSiteKept } from '../support/whole-site.ts';

let site: Site;
let visitor: Visitor;
before(async () => {
  site = await startSite();
  visitor = await newVisitor();
});
after(async () => {
  await visitor.close();
  await site.close();
});

/** Both widths and both themes; the first look at every page is taken in all four pairs elsewhere (`looks.site.test.ts`). */
const ENDS: readonly Look[] = [
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 360 },
];

/** Its own test walks through it: its steps are done by its controls. */
const ELSEWHERE = new Set(['webhook-demo']);
const slugs = builtPages()
  .map((path) => /^tutorials\/([^/]+)\/$/.exec(path)?.[1])
  .filter((slug): slug is string => slug !== undefined && !ELSEWHERE.has(slug));

type Rail = { id: string; state: string }[];
const rail = (page: Page): Promise<Rail> =>
  page.$$eval('pocket-step-list li[data-step]', (items) =>
    items.map((item) => ({ id: (item as HTMLElement).dataset['step']!, state: (item as HTMLElement).dataset['state']! })),
  );

/** Something to press inside the shadow tree of an element, by how its text begins. */
const find = async (page: Page, host: string, what: string, text: string): Promise<ElementHandle> =>
  (await until(
    () =>
      page
        .evaluateHandle(
          (tag, wanted, label) =>
            [...(document.querySelector(tag)?.shadowRoot?.querySelectorAll(wanted) ?? [])].find(
              (one) => one.checkVisibility() && one.getAttribute('aria-disabled') !== 'true' && one.textContent.trim().startsWith(label),
            ) ?? null,
          host,
          what,
          text,
        )
        .then((handle) => handle.asElement() as ElementHandle | null),
    (found) => found !== null,
  ))!;
const press = async (page: Page, host: string, text: string): Promise<void> => (await find(page, host, 'button', text)).click();

const appFrame = async (page: Page, run: number): Promise<Frame> =>
  (await until(
    async () => page.frames().find((one) => one.url().endsWith(`/cloud/pocket/app?run=${run}`)),
    (found) => found !== undefined,
  ))!;

/** The app waits for pictures; a press of the frame's button brings one. */
const seePicture = async (page: Page, run: number): Promise<ElementHandle> => {
  const frame = await appFrame(page, run);
  await until(
    () => frame.evaluate(() => document.querySelector('#state')?.textContent),
    (said) => said === 'Waiting for pictures.',
  ).catch(async (error: unknown) => {
    const said = await page.$eval('pocket-web-app', (app) => app.shadowRoot?.querySelector('.said')?.textContent ?? 'nothing');
    throw new Error(`The app said ${said.replace(/\s+/g, ' ')}`, { cause: error });
  });
  await press(page, 'pocket-toy-device', 'Press its button');
  // Nothing of the site is in reach of the app: no origin, no network.
  assert.equal(await frame.evaluate(() => origin), 'null');
  return (await frame.waitForSelector('#feed button'))!;
};

/** What comes before a step besides its own button. */
const BEFORE: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'build-a-web-app/feed': async (page) => {
    await press(page, 'pocket-web-app', 'Run it');
    await seePicture(page, 1);
  },
  // Written with the vendor's library, the app does the same.
  'build-a-web-app/like': async (page) => {
    await (await find(page, 'pocket-web-app', 'select', '')).select('1');
    await (await seePicture(page, 2)).click();
    await until(
      () => rail(page),
      (all) => all.find(({ id }) => id === 'like')?.state === 'done',
    );
  },
};

/** Undo takes back what was done for the learner, in the cloud and in the rail; then it is done again. */
const undoes = async (page: Page, slug: string, step: string): Promise<void> => {
  await press(page, `pocket-step[step="${step}"]`, 'Undo');
  await until(
    () => rail(page),
    (all) => all.find(({ id }) => id === step)?.state === 'now',
  );
  const { body } = await ask(page, '/pocket/export');
  assert.deepEqual(
    body.tables.integrations.map(({ event }: { event: string }) => event),
    ['FirstEvent'],
  );
  await takeStep(page, slug, step);
};

const takeStep = async (page: Page, slug: string, step: string): Promise<void> => {
  const isDone = async (): Promise<boolean> => (await rail(page)).find(({ id }) => id === step)?.state === 'done';
  await BEFORE[`${slug}/${step}`]?.(page);
  const question = await page.$eval(
    '#lesson',
    (script, id) => {
      const lesson = JSON.parse(script.textContent ?? '{}') as { steps: { id: string; check?: string }[] };
      return /^predicted "([^"]+)"$/.exec(lesson.steps.find((one) => one.id === id)?.check ?? '')?.[1] ?? null;
    },
    step,
  );
  if (question !== null) {
    const host = `pocket-predict[question="${question}"]`;
    await (await find(page, host, 'label', '')).click();
    await press(page, host, 'Run it');
  } else if (!(await isDone())) {
    // A like in the app may have done it meanwhile.
    const button = await Promise.race([
      find(page, `pocket-step[step="${step}"]`, 'button', 'Do it for me'),
      until(isDone, Boolean).then(() => null),
    ]);
    await button?.click();
  }
  await until(isDone, Boolean, 60_000).catch(async (error: unknown) => {
    const says = await page
      .$eval(`pocket-step[step="${step}"]`, (element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' '))
      .catch(() => '');
    throw new Error(`${slug}, ${step}: ${says ?? ''}`, { cause: error });
  });
};

/** As somebody finds it who has the site and never used it: no cloud, no board, nothing remembered. */
const openAnew = async (slug: string): Promise<{ page: Page; errors: string[] }> => {
  const { page, errors } = await visitor.newPage();
  await setLook(page, { theme: 'light', width: 1440 });
  await stopWorkers(page);
  const devtools = await page.createCDPSession();
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(site.root).origin, storageTypes: 'indexeddb,local_storage' });
  await devtools.detach();
  await page.goto(`${site.root}tutorials/${slug}/`);
  await cloudAnswers(page);
  await wakeAll(page);
  return { page, errors };
};

test('one visit keeps the whole site, and then the host goes away', async () => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  await wholeSiteKept(page);
  await page.close();
  await site.down();
});

for (const slug of slugs) {
  test(`${slug}: from an empty cloud to its end, offline, for everybody`, async () => {
    const { page, errors } = await openAnew(slug);
    try {
      const steps = await until(
        () => rail(page),
        (all) => all.length > 0,
      ).catch((error: unknown) => {
        throw new Error(errors.join('\n'), { cause: error });
      });
      assert.ok(
        steps.every(({ state }) => state !== 'done'),
        `Done before anybody acted: ${JSON.stringify(steps)}`,
      );
      for (const { id } of steps) {
        await takeStep(page, slug, id);
        if (slug === 'your-first-webhook' && id === 'create-webhook') await undoes(page, slug, id);
      }
      for (const look of ENDS) {
        await setLook(page, look);
        assert.equal(await overflow(page), 0, `${slug}, ${look.width}`);
        // A theme reaches every shadow tree within a frame or two, later when the machine is busy.
        const violations = await until(
          () => axeViolations(page, ['main', 'pocket-step-list']),
          (lines) => lines.length === 0,
          15_000,
        ).catch((error: unknown) => String(error));
        assert.deepEqual(violations, [], `${slug}, ${look.theme}, ${look.width}`);
      }
      // Axe tries to speak to the frame of the app, whose origin is none; a board may be taken out of a product it is not in; and the
      // app asks again for its stream when the product is gone, and its token with it.
      assert.deepEqual(
        errors.filter((error) => !/pptr:evaluate|404 .*\/products\/\d+\/devices\/|401 .*\/events\/picture\b/.test(error)),
        [],
      );
      assert.deepEqual(visitor.leaks, []);
    } finally {
      await page.close();
    }
  });
}
