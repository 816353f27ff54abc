// What a site test does with an open page: wait for its cloud, call the API from inside, wait for what comes later.
import type { Page } from 'puppeteer-core';

/** Asks from within the page until `check` is true. Throws what was last seen. */
export async function until<T>(ask: () => Promise<T>, check: (value: T) => boolean, timeout = 20_000): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const value = await ask();
      if (check(value)) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`Waited ${timeout} ms. Last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`);
}

export interface Answer {
  status: number;
  type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many calls
  body: any;
}

/** One call of the cloud from inside the page. Fields become a form. */
export const ask = (
  page: Page,
  path: string,
  options: { method?: string; token?: string; fields?: Record<string, string>; json?: unknown } = {},
): Promise<Answer> =>
  page.evaluate(
    async (given, { method = 'GET', token, fields, json }) => {
      const base = document.querySelector<HTMLMetaElement>('meta[name="pocket-base"]')?.content ?? './';
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      if (json !== undefined) headers['content-type'] = 'application/json';
      const body = fields ? new URLSearchParams(fields) : json === undefined ? null : JSON.stringify(json);
      const response = await fetch(new URL(`cloud${given}`, new URL(base, document.baseURI)), { method, headers, body });
      const type = response.headers.get('content-type') ?? '';
      const text = await response.text();
      return { status: response.status, type, body: type.includes('json') ? JSON.parse(text) : text };
    },
    path,
    options,
  );

/** True when this site's own worker (not one of a site above it) controls the page: before, `/cloud/` is a 404 of the host. */
const controlled = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const base = document.querySelector<HTMLMetaElement>('meta[name="pocket-base"]')?.content ?? './';
    return navigator.serviceWorker.controller?.scriptURL === new URL('sw.js', new URL(base, document.baseURI)).href;
  });

/** Resolves with what the cloud says about itself, once the worker controls the page. */
export const cloudAnswers = async (page: Page, timeout?: number): Promise<Answer> => {
  await until(() => controlled(page), Boolean, timeout);
  return until(
    () => ask(page, '/pocket/info'),
    ({ body }) => body?.name === 'pocket-cloud',
    timeout,
  );
};

/** A token of the starter account. */
export const signIn = async (page: Page): Promise<string> => {
  const fields = {
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
  };
  return (await ask(page, '/oauth/token', { method: 'POST', fields })).body.access_token;
};

export const publish = (page: Page, token: string, name: string, data: string): Promise<Answer> =>
  ask(page, '/v1/devices/events', { method: 'POST', token, fields: { name, data } });

/** Names of the newest events, newest first. */
export const eventNames = async (page: Page): Promise<string[]> =>
  (await ask(page, '/pocket/events?limit=200')).body.events.map(({ name }: { name: string }) => name);
