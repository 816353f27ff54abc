// Every page in light and dark, narrow and wide: nothing axe objects to, nothing that sticks out sideways, nobody else who is asked.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { LOOKS, axeViolations, overflow, setLook, takePicture, wakeAll, type Look } from '../support/look.ts';
import { builtPages, newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers } from '../support/visit.ts';

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

/** Every kind of frame, seen by axe in all looks. The others share it: axe sees each in both themes and at both widths. */
const FRAMES = ['', 'tutorials/webhook-demo/', 'workbench/'];
const seenByAxe = (path: string): readonly Look[] =>
  LOOKS.filter(({ theme, width }) => FRAMES.includes(path) || (theme === 'light') === (width === 360));

const assertUsable = async (page: Page, look: Look, axe: boolean): Promise<void> => {
  await setLook(page, look);
  assert.equal(await overflow(page), 0, JSON.stringify(look));
  if (axe) assert.deepEqual(await axeViolations(page), [], JSON.stringify(look));
};

for (const path of builtPages())
  it(`/${path} is usable by everyone in light and dark, narrow and wide, and asks nobody else`, async () => {
    const { page, errors, requests } = await visitor.newPage();
    await setLook(page, LOOKS[0]!);
    await page.goto(`${site.root}${path}`);
    await cloudAnswers(page);
    await wakeAll(page);
    // The page stays open: who turns their system to dark or their tablet around does not load it again.
    for (const look of LOOKS) {
      await assertUsable(page, look, seenByAxe(path).includes(look));
      await takePicture(page, `${path.replaceAll('/', '-') || 'front-'}${look.theme}-${look.width}`);
    }
    if (path === 'tutorials/webhook-demo/') {
      await page.reload();
      await cloudAnswers(page);
      await wakeAll(page);
      await assertUsable(page, { theme: 'dark', width: 1440 }, true);
    }
    assert.deepEqual(errors, []);
    assert.deepEqual(visitor.leaks, []);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(site.root)),
      [],
    );
    await page.close();
  });
