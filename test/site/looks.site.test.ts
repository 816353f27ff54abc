// Every page in light and dark, narrow and wide: nothing axe objects to, nothing that sticks out sideways.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { LOOKS, axeViolations, overflow, setLook, takePicture, wakeAll } from '../support/look.ts';
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

for (const path of builtPages())
  for (const look of LOOKS)
    it(`/${path} in ${look.theme} at ${look.width} px is usable by everyone`, async () => {
      const { page } = await visitor.newPage();
      await setLook(page, look);
      await page.goto(`${site.root}${path}`);
      await cloudAnswers(page);
      await wakeAll(page);
      await takePicture(page, `${path.replaceAll('/', '-') || 'front-'}${look.theme}-${look.width}`);
      assert.deepEqual(await axeViolations(page), []);
      assert.equal(await overflow(page), 0);
      await page.close();
    });
