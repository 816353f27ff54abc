// While one version of the worker follows another, the page keeps its calls back: a call would start the old one once more.
import { expect } from '@esm-bundle/chai';
import { handOver, patientFetch } from '../../src/site/hand-over.ts';
import { settle } from '../support/test-cloud.ts';

it('calls wait from the hand-over until the new version is in control', async () => {
  const { fetch } = globalThis;
  const called: string[] = [];
  globalThis.fetch = async (input) => {
    called.push(String(input));
    return new Response();
  };
  const worker = (name: string) => ({ postMessage: (message: string) => called.push(`${name} ${message}`) }) as unknown as ServiceWorker;
  try {
    await patientFetch('before');
    handOver({ active: worker('old'), waiting: worker('new') });
    const waiting = patientFetch('meanwhile');
    await settle();
    expect(called).to.deep.equal(['before', 'old drain', 'new skip']);
    navigator.serviceWorker.dispatchEvent(new Event('controllerchange'));
    await waiting;
    await patientFetch('after');
    expect(called.slice(3)).to.deep.equal(['meanwhile', 'after']);
  } finally {
    globalThis.fetch = fetch;
  }
});
