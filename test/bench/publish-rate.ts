// Events a second that 16 publishers at a time get through, while 1, 10 or 50 streams listen.
import type { Page } from 'puppeteer-core';
import type { Visitor } from '../support/site.ts';
import { openSubject, type Subject } from './subject.ts';

const EVENTS = 320;

/** Publishes in the page and waits until every stream has seen every event. */
const measure = (page: Page, publish: string, stream: string, streams: number): Promise<number> =>
  page.evaluate(
    async (publishUrl, streamUrl, listeners, events) => {
      const name = `bench/${Math.random().toString(36).slice(2)}`;
      let seen = 0;
      const sources = Array.from({ length: listeners }, () => new EventSource(streamUrl));
      await Promise.all(sources.map((source) => new Promise((resolve) => (source.onopen = resolve))));
      for (const source of sources) source.addEventListener(name, () => (seen += 1));
      const send = async (): Promise<void> => {
        const answer = await fetch(publishUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${new URL(streamUrl).searchParams.get('access_token')}` },
          body: JSON.stringify({ name, data: 'x'.repeat(100), private: true, ttl: 60 }),
        });
        if (!answer.ok) throw new Error(`The publish was answered ${answer.status}: ${await answer.text()}`);
      };
      const start = performance.now();
      let left = events;
      const publisher = async (): Promise<void> => {
        while (left-- > 0) await send();
      };
      await Promise.all(Array.from({ length: 16 }, publisher));
      const sent = performance.now();
      for (let wait = 0; seen < events * listeners && wait < 200; wait += 1) await new Promise((resolve) => setTimeout(resolve, 25));
      for (const source of sources) source.close();
      if (seen !== events * listeners) throw new Error(`${seen} of ${events * listeners} events arrived.`);
      return events / ((sent - start) / 1000);
    },
    publish,
    stream,
    streams,
    EVENTS,
  );

const passFiveMinutes = (page: Page, info: string): Promise<void> =>
  page.evaluate(async (url) => {
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"ms":300000}' });
  }, new URL('clock/advance', info).href);

/** Opens the subject's page once: a worker that was just started is measured elsewhere. `close` it, for the sake of the others. */
export const openPublisher = async (
  { browser }: Visitor,
  subject: Subject,
): Promise<{ rate(streams: number): Promise<number>; close(): Promise<void> }> => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await openSubject(page, subject);
  const stream = await subject.stream(page);
  return {
    async rate(streams) {
      // The platform lets a client open a hundred streams in five minutes: they pass.
      if (subject.name === 'cloud') await passFiveMinutes(page, subject.info);
      return measure(page, subject.publish, stream, streams);
    },
    close: () => context.close(),
  };
};
