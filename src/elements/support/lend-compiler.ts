// Lends the compiler of this page to its cloud, once a page, whoever asks for it.
import type { CloudClient } from '../../client/cloud-client.ts';
import { siteBase } from './site-base.ts';

const lent = new WeakSet<CloudClient>();

/** Costs an open stream; the compiler itself is fetched when the cloud has something to compile. */
export const lendCompiler = async (cloud: CloudClient): Promise<void> => {
  if (lent.has(cloud)) return;
  lent.add(cloud);
  const [{ offerCompiler }, { pageCompiler }] = await Promise.all([
    import('../../device/compiler/compiler-offer.ts'),
    import('../../device/compiler/page-compiler.ts'),
  ]);
  offerCompiler(cloud, async () => pageCompiler(siteBase()));
};
