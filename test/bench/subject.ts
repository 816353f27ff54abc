// The two things every figure is taken of, in turn and in the same run: the raw minimum, and the cloud.
import type { Page } from 'puppeteer-core';

export interface Subject {
  name: 'raw' | 'cloud';
  /** Address of its page. */
  page: string;
  /** Address whose JSON answer shows that it is there. */
  info: string;
  publish: string;
  /** Address of its event stream, token included where one is needed. */
  stream(page: Page): Promise<string>;
}

export const rawSubject = (root: string): Subject => ({
  name: 'raw',
  page: root,
  info: `${root}cloud/info`,
  publish: `${root}cloud/publish`,
  stream: () => Promise.resolve(`${root}cloud/stream`),
});

const starterToken = (page: Page, root: string): Promise<string> =>
  page.evaluate(async (url) => {
    const form = new URLSearchParams({ grant_type: 'password', username: 'student@example.com', password: 'pocket-cloud' });
    const answer = await fetch(url, { method: 'POST', headers: { authorization: `Basic ${btoa('particle:particle')}` }, body: form });
    return ((await answer.json()) as { access_token: string }).access_token;
  }, `${root}cloud/oauth/token`);

export const cloudSubject = (root: string): Subject => ({
  name: 'cloud',
  page: root,
  info: `${root}cloud/pocket/info`,
  publish: `${root}cloud/v1/devices/events`,
  stream: async (page) => `${root}cloud/v1/devices/events/bench?access_token=${await starterToken(page, root)}`,
});

/** Waits until the subject's worker answers the page. */
export const openSubject = async (page: Page, subject: Subject): Promise<void> => {
  await page.goto(subject.page, { waitUntil: 'load' });
  await page.waitForFunction(
    async (url) => {
      if (!navigator.serviceWorker.controller) return false;
      const answer = await fetch(url).catch(() => null);
      return answer?.headers.get('content-type')?.includes('json') === true;
    },
    { timeout: 20_000, polling: 50 },
    subject.info,
  );
};
