// Milliseconds from navigation to the first answer of the API, for somebody who was never here.
import type { Visitor } from '../support/site.ts';
import type { Subject } from './subject.ts';

const probe = (url: string): void => {
  (window as unknown as { firstAnswer: Promise<number> }).firstAnswer = (async () => {
    const workers = navigator.serviceWorker;
    if (!workers.controller) await new Promise((resolve) => workers.addEventListener('controllerchange', resolve, { once: true }));
    await (await fetch(url)).json();
    return performance.now();
  })();
};

/** One visit in a browser context of its own. */
export const firstAnswer = async ({ browser }: Visitor, subject: Subject): Promise<number> => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(probe, subject.info);
  await page.goto(subject.page, { waitUntil: 'domcontentloaded' });
  const ms = await page.evaluate(() => (window as unknown as { firstAnswer: Promise<number> }).firstAnswer);
  await context.close();
  return ms;
};
