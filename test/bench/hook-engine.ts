// The cloud with its real store and servers, in the page, to count webhooks without the trip to a worker. Bundled by webhook-rate.ts.
import '../../src/adapters/local-storage-shim.ts';
import { hostCloud } from '../../src/adapters/host-cloud.ts';
import { createIdbStore } from '../../src/adapters/idb-store.ts';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { defineServer } from '../../src/servers/support/define-server.ts';
import { handler, HOST } from './bench-server.ts';

const BASE = `${location.origin}/cloud`;

const server = defineServer({
  host: HOST,
  title: 'Bench',
  purpose: 'Answers as the raw row does.',
  example: { event: 'bench', url: `https://${HOST}/bench` },
  initial: () => ({}),
  handlers: () => [handler],
});

const openCloud = async () => {
  const store = createIdbStore(`bench-${performance.now()}`);
  const cloud = hostCloud({
    store,
    servers: [server],
    url: new URL(BASE),
    home: 'page',
    laterRoutes: () => laterRoutes,
    // As src/site/in-page-cloud.ts does.
    due: () => void cloud.runDue({ alone: true }),
  });
  const call = async (method: string, path: string, body: unknown, token?: string): Promise<Response> => {
    const form = body instanceof URLSearchParams;
    const headers = {
      ...(form ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const answer = await cloud.fetch(
      new Request(BASE + path, { method, headers, body: body === null ? null : form ? body : JSON.stringify(body) }),
    );
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const login = new URLSearchParams({
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
  });
  const { access_token: token } = (await (await call('POST', '/oauth/token', login)).json()) as { access_token: string };
  // By the current rules: those of 2016 let ten webhooks a minute pass.
  await call('PUT', '/pocket/settings', { rules: 'current' });
  await call('POST', '/v1/integrations', { event: 'bench', url: `https://${HOST}/bench`, responseTopic: 'bench-answer' }, token);
  return { call, token, cloud };
};

let opened: ReturnType<typeof openCloud> | undefined;

/** Webhooks a second, from the publish call to the answer on the account's stream, `atOnce` at a time. */
const webhooks = async (count: number, atOnce: number, data: string): Promise<number> => {
  const { call, token, cloud } = await (opened ??= openCloud());
  const stream = await cloud.fetch(new Request(`${BASE}/v1/devices/events/bench-answer?access_token=${token}`));
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const start = performance.now();
  let left = count;
  const publisher = async (): Promise<void> => {
    while (left-- > 0) await call('POST', '/v1/devices/events', { name: 'bench', data }, token);
  };
  const publishing = Promise.all(Array.from({ length: atOnce }, publisher));
  for (let answers = 0, rest = ''; answers < count;) {
    const { value, done } = await reader.read();
    if (done) throw new Error('The stream ended.');
    const parts = (rest + value).split('event: bench-answer/0\n');
    answers += parts.length - 1;
    rest = parts.at(-1)!.slice(-40);
  }
  const rate = count / ((performance.now() - start) / 1000);
  await publishing;
  await reader.cancel();
  // What is left to do must not fall into the other side's turn.
  while ((await cloud.nextDue()) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
  return rate;
};

Object.assign(globalThis, { webhooks });
