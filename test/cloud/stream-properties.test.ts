// Whatever is published in whatever order: each stream gets exactly the events that are its own, once, in order.
import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { createTestCloud, settle, type Listener } from '../support/test-cloud.ts';

const NAMES = ['a', 'ab', 'a/b', 'A', 'b', 'hook-response/a/0', 'spark/x'];
const PREFIXES = ['', 'a', 'a/', 'A', 'hook-', 'zzz', 'spark/x'];

const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      name: fc.constantFrom(...NAMES),
      data: fc.string({ unit: 'binary', maxLength: 20 }),
      product: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      prefix: fc.constantFrom(...PREFIXES),
      product: fc.boolean(),
      after: fc.option(fc.nat(30)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), which: fc.nat() }) },
);

interface Published {
  id: number;
  name: string;
  data: string;
  product: boolean;
}

it('streams of any prefix and scope, opened, resumed and closed at any time, hear their events once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
      const { call, listen, login, cloud } = createTestCloud();
      const token = await login();
      const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
      const all: Published[] = [];
      const streams: { listener: Listener; prefix: string; product: boolean; from: number; to: number }[] = [];
      for (const step of actions) {
        if (step.do === 'publish') {
          const path = step.product ? `/v1/products/${product.id}/events` : '/v1/devices/events';
          const { status } = await call('POST', path, { token, body: { name: step.name, data: step.data } });
          expect(status).to.equal(200);
          all.push({ ...step, id: all.length + 1 });
        } else if (step.do === 'open') {
          const scope = step.product ? `/v1/products/${product.id}/events` : '/v1/devices/events';
          const prefix = step.prefix === '' ? '' : `/${encodeURIComponent(step.prefix)}`;
          const listener = await listen(`${scope}${prefix}${step.after === null ? '' : `?after=${step.after}`}`, token);
          // A number from the future (of another cloud's log) must not make a stream deaf.
          streams.push({ ...step, listener, from: Math.min(step.after ?? all.length, all.length), to: Infinity });
        } else if (streams.length > 0) {
          const stream = streams[step.which % streams.length]!;
          if (stream.to === Infinity) stream.to = all.length;
          await settle();
          await stream.listener.close();
        }
      }
      await settle();
      for (const { listener, prefix, product: ofProduct, from, to } of streams) {
        const wanted = all.filter(
          (event) => event.id > from && event.id <= to && event.product === ofProduct && event.name.startsWith(prefix),
        );
        expect(listener.events().map(({ event, data }) => [event, data.data])).to.deep.equal(wanted.map(({ name, data }) => [name, data]));
        await listener.close();
      }
      expect(cloud.openStreams).to.equal(0);
    }),
    { numRuns: 40 },
  );
}).timeout(60_000);
