// The raw minimum of a webhook: a bare `fetch` that MSW answers. Bundled and run in a page by webhook-rate.ts.
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { handler, HOST } from './bench-server.ts';

defineNetwork({
  sources: [new InterceptorSource({ interceptors: [new FetchInterceptor()] })],
  context: { quiet: true },
  onUnhandledFrame: 'bypass',
  handlers: [handler],
}).enable();

/** Fetches a second, `atOnce` at a time. */
const mswFetches = async (count: number, atOnce: number, body: string): Promise<number> => {
  const start = performance.now();
  let left = count;
  const caller = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await fetch(`https://${HOST}/bench`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      await answer.text();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return count / ((performance.now() - start) / 1000);
};

Object.assign(globalThis, { mswFetches });
