// The one runner of a cloud begins a delivery in the transaction that stores its event: as durable as the long way, and in one step.
import { expect } from '@esm-bundle/chai';
import { createCloud } from '../../src/cloud/cloud.ts';
import { createHookScene, type HookScene } from '../support/hook-scene.ts';
import { settle } from '../support/test-cloud.ts';

/** A publish, and nobody who looks for due work. */
const say = async ({ call, token }: HookScene, data = ''): Promise<void> => {
  const { status } = await call('POST', '/v1/devices/events', { token, body: { name: 'temp', data } });
  expect(status).to.equal(200);
};

const lead = (scene: HookScene): Promise<void> => scene.cloud.runDue({ alone: true });

const jobs = (scene: HookScene) => scene.store.transaction(['jobs'], 'readonly', (tx) => tx.getAll('jobs'));

it('a webhook of the only runner is sent and answered without a second look, once', async () => {
  const scene = await createHookScene(() => ({ body: 'fine' }));
  await scene.hook();
  await say(scene);
  await settle();
  expect(scene.sent.length).to.equal(0);
  await lead(scene);
  await say(scene);
  await settle();
  expect(scene.sent.length).to.equal(2);
  expect((await scene.deliveries()).map(({ state, attempt }) => `${attempt} ${state}`)).to.deep.equal(['1 success', '1 success']);
  expect(await jobs(scene)).to.deep.equal([]);
  await scene.advance(60_000);
  expect(scene.sent.length).to.equal(2);
});

it('event, delivery and its leased job are stored together, before anybody is called', async () => {
  const seen: string[][] = [];
  const scene = await createHookScene(async () => {
    const rows = await scene.deliveries();
    const [job] = await jobs(scene);
    seen.push(
      rows.map(({ state, event_name }) => `${event_name} ${state}`),
      [`leased ${job!.lease_until > scene.clock.real()}`],
    );
    return { body: '' };
  });
  await scene.hook();
  await lead(scene);
  await say(scene);
  await settle();
  expect(seen).to.deep.equal([['temp running'], ['leased true']]);
});

it('a worker that dies after a delivery began leaves it to the next one, with the same key', async () => {
  let hang = true;
  const scene = await createHookScene(() => (hang ? new Promise(() => undefined) : { body: 'done' }));
  await scene.hook();
  await lead(scene);
  await say(scene);
  await settle();
  expect(scene.sent.length).to.equal(1);
  hang = false;
  await createCloud(scene.ports).runDue({ alone: true });
  expect((await scene.deliveries()).map(({ state, attempt }) => `${attempt} ${state}`)).to.deep.equal(['1 interrupted', '2 success']);
  expect(scene.sent[0]!.headers['Idempotency-Key']).to.equal(scene.sent[1]!.headers['Idempotency-Key']);
});

it('a publish that cannot be stored calls nobody, and takes no place for ever', async () => {
  const scene = await createHookScene(() => ({ body: '' }));
  await scene.hook();
  await lead(scene);
  const { transaction } = scene.store;
  scene.store.transaction = (tables, mode, work) =>
    transaction(tables, mode, async (tx) => {
      const result = await work(tx);
      if (mode === 'readwrite' && tables.includes('deliveries')) throw new DOMException('full', 'QuotaExceededError');
      return result;
    });
  for (let n = 0; n < 70; n++) {
    const { status } = await scene.cloud
      .fetch(
        new Request('https://site.example/docs/cloud/v1/devices/events', {
          method: 'POST',
          headers: { authorization: `Bearer ${scene.token}`, 'content-type': 'application/json' },
          body: '{"name":"temp"}',
        }),
      )
      .catch(() => ({ status: 0 }));
    expect(status).to.be.at.least(500);
  }
  scene.bugs.length = 0;
  scene.store.transaction = transaction;
  expect(await scene.deliveries()).to.deep.equal([]);
  await say(scene);
  await settle();
  expect(scene.sent.length).to.equal(1);
});

it('more webhooks than places wait in their rows, and go on as places get free, without an alarm that rings for nothing', async () => {
  const answers: ((answer: { body: string }) => void)[] = [];
  const wakes: (number | null)[] = [];
  const scene = await createHookScene(() => new Promise((resolve) => answers.push(resolve)));
  await scene.useRules('current');
  await scene.hook();
  await lead(scene);
  scene.ports.wake = (due) => wakes.push(due);
  for (let n = 0; n < 80; n++) await say(scene, String(n));
  await settle();
  const places = scene.sent.length;
  expect(places).to.be.lessThan(80);
  expect(wakes).to.deep.equal([]);
  for (const answer of answers.splice(0)) answer({ body: '' });
  await settle();
  expect(wakes.some((due) => due !== null)).to.equal(true);
  const rest = scene.cloud.runDue();
  while (answers.length < 80 - places) await settle();
  for (const answer of answers.splice(0)) answer({ body: '' });
  await rest;
  expect(new Set((await scene.deliveries()).map(({ state }) => state))).to.deep.equal(new Set(['success']));
  expect(scene.sent.length).to.equal(80);
});

it('rules hold for deliveries that begin at once: a sleeping host is left alone', async () => {
  const scene = await createHookScene(() => ({ status: 500 }));
  await scene.useRules('current');
  await scene.hook();
  await lead(scene);
  for (let n = 0; n < 6; n++) {
    await say(scene);
    await settle();
  }
  expect(scene.sent.length).to.equal(5);
  expect(scene.told().at(-1)).to.equal('hook-error/temp/0: Sleeping, too many errors, please wait and try again');
});
