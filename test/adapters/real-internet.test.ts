// Why a host that the visitor allowed cannot be reached, said as it is.
import { expect } from '@esm-bundle/chai';
import { fetchForReal } from '../../src/adapters/real-internet.ts';

/** A port where nobody listens. */
const CLOSED = 'http://localhost:9/';

const met = async (): Promise<{ code: string; detail: string }> => (await fetchForReal(new Request(CLOSED), 5000)) as never;

it('a host that the policy of the page forbids is not blamed for CORS', async () => {
  expect((await met()).code).to.equal('ECORS');
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'self'";
  document.head.append(policy);
  const { code, detail } = await met();
  expect(code).to.equal('ECSP');
  expect(detail).to.contain('localhost:9 was not asked').and.to.contain('connect-src');
});
