// What a device registers while its link opens reaches the cloud: nothing waits for the next start.
import { expect } from '@esm-bundle/chai';
import { createCloudClient } from '../../../src/client/cloud-client.ts';
import { createCloudLink, type CloudLink } from '../../../src/device/virtual/cloud-link.ts';
import { createManualDeviceClock } from '../../support/manual-device-clock.ts';
import { BASE, createTestCloud, settle } from '../../support/test-cloud.ts';

const ID = 'e00fce68000000000000beef';

const scene = () => {
  const test = createTestCloud();
  const functions: string[] = [];
  const hellos: string[][] = [];
  /** Called before a request leaves; resolves when it may. */
  let hold = async (_path: string): Promise<void> => {};
  const cloud = createCloudClient({
    base: BASE,
    token: () => test.login(),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/handshake')) hellos.push(((await request.clone().json()) as { functions: string[] }).functions);
      await hold(pathname);
      return test.cloud.fetch(request, 'page');
    },
  });
  const link: CloudLink = createCloudLink({
    id: ID,
    cloud,
    clock: createManualDeviceClock(),
    description: () => ({
      platform_id: 3,
      product_id: null,
      firmware_version: null,
      system_firmware_version: '5.9.0',
      functions: [...functions],
      variables: {},
      app_hash: null,
      subscriptions: [],
    }),
    handlers: {
      callFunction: async () => 1,
      readVariable: async () => 1,
      signal: () => {},
      flash: async () => false,
      event: () => {},
      state: () => {},
    },
  });
  const register = (name: string): void => {
    functions.push(name);
    link.describe();
  };
  const until = async (what: () => unknown): Promise<void> => {
    for (let n = 0; n < 200 && !what(); n++) await settle();
    if (!what()) throw new Error(`Did not happen: ${JSON.stringify({ state: link.state, hellos })}`);
  };
  return { link, hellos, register, until, holding: (gate: typeof hold) => void (hold = gate) };
};

for (const at of ['handshake', 'link'])
  it(`a function that is registered while the ${at} is on its way is told as soon as there is a link`, async () => {
    const { link, hellos, register, until, holding } = scene();
    register('first');
    let release = (): void => {};
    let held = 0;
    holding((path) => (path.endsWith(`/${at}`) && held++ === 0 ? new Promise((resolve) => (release = resolve)) : Promise.resolve()));
    link.open();
    await until(() => held === 1);
    register('second');
    release();
    await until(() => link.state === 'connected' && hellos.length === 2);
    expect(hellos).to.deep.equal([['first'], ['first', 'second']]);
    register('third');
    await until(() => hellos.length === 3);
    await settle();
    expect(hellos.slice(2)).to.deep.equal([['first', 'second', 'third']]);
    link.close();
  });
