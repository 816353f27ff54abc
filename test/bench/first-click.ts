// Milliseconds from navigation until a first visitor, who presses the one button as soon as it is there, sees the answer of the webhook.
import type { Visitor } from '../support/site.ts';
import type { Subject } from './subject.ts';

interface Probed {
  firstClick: Promise<number>;
}

/** Runs before the page's own scripts. */
const pressButton = (): void => {
  (window as unknown as Probed).firstClick = new Promise((resolve) => {
    let pressed = false;
    const look = (): void => {
      const element = document.querySelector('pocket-first-event')?.shadowRoot;
      if (!pressed) {
        const button = element?.querySelector<HTMLElement>('button.primary');
        button?.click();
        pressed = button !== undefined && button !== null;
      } else if (element?.querySelector('.state[data-state="done"]')) return resolve(performance.now());
      requestAnimationFrame(look);
    };
    look();
  });
};

/** The least: an event through a raw worker's store and back on its stream, twice, because a webhook's answer is an event too. */
const publishTwice = (publish: string, stream: string): void => {
  (window as unknown as Probed).firstClick = (async () => {
    const workers = navigator.serviceWorker;
    if (!workers.controller) await new Promise((resolve) => workers.addEventListener('controllerchange', resolve, { once: true }));
    const source = new EventSource(stream);
    await new Promise((resolve) => source.addEventListener('open', resolve, { once: true }));
    for (const name of ['there', 'back']) {
      const arrived = new Promise((resolve) => source.addEventListener(name, resolve, { once: true }));
      await fetch(publish, { method: 'POST', body: JSON.stringify({ name, data: 'x' }) });
      await arrived;
    }
    source.close();
    return performance.now();
  })();
};

/** One visit in a browser context of its own. */
export const firstClick = async ({ browser }: Visitor, subject: Subject): Promise<number> => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  if (subject.name === 'cloud') await page.evaluateOnNewDocument(pressButton);
  else await page.evaluateOnNewDocument(publishTwice, subject.publish, await subject.stream(page));
  await page.goto(subject.page, { waitUntil: 'domcontentloaded' });
  const ms = await page.evaluate(() => (window as unknown as Probed).firstClick);
  await context.close();
  return ms;
};
