// The cloud in the page serves scripts that know nothing of it: by `fetch` and `EventSource`.
import { expect } from '@esm-bundle/chai';
import { createInPageCloud } from '../../src/site/in-page-cloud.ts';

const SITE = `${location.origin}/somewhere/`;
const native = { fetch: globalThis.fetch, EventSource: globalThis.EventSource };

const signIn = async (): Promise<string> => {
  const fields = {
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
  };
  const answer = await fetch(`${SITE}cloud/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
  return ((await answer.json()) as { access_token: string }).access_token;
};
const publish = async (token: string, name: string, data: string): Promise<number> => {
  const body = new URLSearchParams({ name, data });
  return (await fetch(`${SITE}cloud/v1/devices/events`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })).status;
};
const next = (source: EventSource, name: string): Promise<MessageEvent<string>> =>
  new Promise((resolve) => source.addEventListener(name, resolve as (event: Event) => void, { once: true }));

beforeEach(() => createInPageCloud(`${SITE}cloud`));
afterEach(() => Object.assign(globalThis, native));

it('answers below the site, and leaves other addresses to the network', async () => {
  const info = (await (await fetch(`${SITE}cloud/pocket/info`)).json()) as { home: string; saved: boolean };
  expect(info).to.include({ home: 'page', saved: false });
  expect(((await (await fetch('/package.json')).json()) as { name: string }).name).to.equal('pocket-cloud');
});

it('an EventSource receives the events of the cloud in the page', async () => {
  const token = await signIn();
  const source = new EventSource(`${SITE}cloud/v1/devices/events?access_token=${token}`);
  await next(source, 'open');
  expect(source.readyState).to.equal(1);
  const arrives = next(source, 'hello');
  expect(await publish(token, 'hello', '42')).to.equal(200);
  expect((JSON.parse((await arrives).data) as { data: string }).data).to.equal('42');
  source.close();
  expect(source.readyState).to.equal(2);
});

it('an EventSource of another address stays the browser’s own', () => {
  const source = new EventSource('/nothing');
  expect(source).to.be.instanceOf(native.EventSource);
  source.close();
});

it('a first event goes through its webhook and comes back', async () => {
  const token = await signIn();
  const source = new EventSource(`${SITE}cloud/v1/devices/events?access_token=${token}`);
  await next(source, 'open');
  const answer = next(source, 'hook-response/FirstEvent/0');
  await publish(token, 'FirstEvent', '25');
  expect((await answer).data).to.include('FirstEvent');
  source.close();
});
