// `npm run picture`: takes the README's picture of the built site, after a first visitor pressed the one button.
import { fileURLToPath } from 'node:url';
import { newVisitor, startSite } from './site.ts';

const PATH = fileURLToPath(new URL('../../src/site/screenshot.png', import.meta.url)) as `${string}.png`;

const site = await startSite();
const visitor = await newVisitor();
const { page } = await visitor.newPage();
await page.setViewport({ width: 1280, height: 760, deviceScaleFactor: 1 });
await page.emulateMediaFeatures([
  { name: 'prefers-color-scheme', value: 'light' },
  { name: 'prefers-reduced-motion', value: 'reduce' },
]);
await page.goto(site.root);
await page.locator('pocket-first-event >>> button.primary').click();
await page.waitForSelector('pocket-first-event >>> .state[data-state="done"]');
await page.mouse.move(0, 0);
await page.screenshot({ path: PATH, optimizeForSpeed: false });
console.log(PATH);
await visitor.close();
await site.close();
