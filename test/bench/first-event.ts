// Milliseconds until an event comes back on a new stream when the worker was stopped and the store already holds many events.
import type { Page } from 'puppeteer-core';
import { stopWorkers } from '../support/site.ts';
import type { Visitor } from '../support/site.ts';
import { openSubject, type Subject } from './subject.ts';

/** Writes rows straight into the database: publishing 100,000 events would take minutes and is measured elsewhere. */
const fill = (page: Page, events: number): Promise<void> =>
  page.evaluate(async (wanted) => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const open = (name: string): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
    for (const name of names) {
      const database = await open(name);
      if (!database.objectStoreNames.contains('events')) {
        database.close();
        continue;
      }
      const store = (): IDBObjectStore => database.transaction('events', 'readwrite').objectStore('events');
      const newest = await new Promise<Record<string, unknown> | undefined>((resolve) => {
        const cursor = store().openCursor(null, 'prev');
        cursor.onsuccess = () => resolve(cursor.result?.value as Record<string, unknown> | undefined);
      });
      if (!newest) throw new Error('Publish one event before filling the store.');
      for (let from = 0; from < wanted; from += 2000) {
        const rows = store();
        for (let n = from; n < Math.min(from + 2000, wanted); n += 1) {
          const { id: _, ...event } = newest;
          rows.add({ ...event, name: `old/${n}`, journey: `old-${n}` });
        }
        await new Promise((resolve, reject) => {
          rows.transaction.oncomplete = resolve;
          rows.transaction.onerror = () => reject(rows.transaction.error);
        });
      }
      database.close();
      return;
    }
    throw new Error(`No database with events among ${names.join(', ')}.`);
  }, events);

const roundTrip = (page: Page, publish: string, stream: string): Promise<number> =>
  page.evaluate(
    async (publishUrl, streamUrl) => {
      const name = `bench/${Math.random().toString(36).slice(2)}`;
      const start = performance.now();
      const source = new EventSource(streamUrl);
      await new Promise((resolve) => (source.onopen = resolve));
      const arrived = new Promise((resolve) => source.addEventListener(name, resolve, { once: true }));
      await fetch(publishUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${new URL(streamUrl).searchParams.get('access_token')}` },
        body: JSON.stringify({ name, data: 'x', private: true, ttl: 60 }),
      });
      await arrived;
      source.close();
      return performance.now() - start;
    },
    publish,
    stream,
  );

/** Opens the subject with `stored` events; each figure is one round trip after the worker was stopped. */
export const openFirstEvent = async (
  { browser }: Visitor,
  subject: Subject,
  stored: number,
): Promise<{ trip(): Promise<number>; close(): Promise<void> }> => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await openSubject(page, subject);
  const stream = await subject.stream(page);
  await roundTrip(page, subject.publish, stream);
  if (stored > 0) await fill(page, stored);
  return {
    async trip() {
      await stopWorkers(page);
      return roundTrip(page, subject.publish, stream);
    },
    close: () => context.close(),
  };
};
