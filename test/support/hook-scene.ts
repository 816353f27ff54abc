// A test cloud with a signed-in account, one webhook after another, and everything its stream says.
import { createHttp } from '../../src/adapters/http.ts';
import { createMockedInternet } from '../../src/adapters/mocked-internet.ts';
import { createMockedServers } from '../../src/adapters/mocked-servers.ts';
import type { Http, Servers } from '../../src/cloud/ports.ts';
import { everyServer } from './open-internet.ts';
import { createTestCloud, type HttpScript, type Listener, type TestCloud } from './test-cloud.ts';
import type { Delivery } from '../../src/model/integration.ts';

export const SERVER = 'https://server.example/in';

export interface HookScene extends TestCloud {
  token: string;
  stream: Listener;
  /** Creates a webhook (default: on `temp`, to SERVER) and answers its id. */
  hook(settings?: Record<string, unknown>): Promise<string>;
  /** Publishes through the API and runs what is due at once. */
  publish(name: string, data?: string): Promise<void>;
  /** Publishes as the account's own device `n` (made on demand): each has a limit of its own. */
  publishFrom(device: number, name: string, data?: string): Promise<void>;
  /** `name: data` of every event so far. */
  told(): string[];
  /** Every delivery, oldest first. */
  deliveries(): Promise<Delivery[]>;
  useRules(rules: '2016' | 'current'): Promise<void>;
  clear(): void;
}

export async function createHookScene(http?: HttpScript, options: { seed?: string } = {}): Promise<HookScene> {
  const test = createTestCloud({ ...options, ...(http ? { http } : {}) });
  const token = await test.login();
  const stream = await test.listen('/v1/devices/events', token);
  let seen = 0;
  const change = async (work: Parameters<TestCloud['store']['transaction']>[2], tables: Parameters<TestCloud['store']['transaction']>[0]) =>
    test.store.transaction(tables, 'readwrite', work);
  return {
    ...test,
    token,
    stream,
    async hook(settings = {}) {
      const { status, json } = await test.call('POST', '/v1/integrations', { token, body: { event: 'temp', url: SERVER, ...settings } });
      if (status !== 201) throw new Error(JSON.stringify(json));
      return json.id as string;
    },
    async publish(name, data = '') {
      const { status, json } = await test.call('POST', '/v1/devices/events', { token, body: { name, data } });
      if (status !== 200) throw new Error(JSON.stringify(json));
      await test.advance(0);
    },
    async publishFrom(n, name, data = '') {
      const id = `e00fce68${String(n).padStart(16, '0')}`;
      await change(
        async (tx) => {
          if (await tx.get('devices', id)) return;
          const like = (await tx.getAll('devices', { limit: 1 }))[0]!;
          await tx.put('devices', { ...like, id, name: `board_${n}`, serial_number: `S${n}` });
        },
        ['devices'],
      );
      const { status, json } = await test.call('POST', `/pocket/devices/${id}/events`, { body: { name, data } });
      if (status !== 200) throw new Error(JSON.stringify(json));
      await test.advance(0);
    },
    told: () =>
      stream
        .events()
        .slice(seen)
        .map(({ event, data }) => `${event}: ${String(data.data)}`),
    deliveries: () => test.store.transaction(['deliveries'], 'readonly', (tx) => tx.getAll('deliveries', { index: 'seq' })),
    async useRules(rules) {
      await change(
        async (tx) => {
          await tx.put('settings', { ...(await tx.get('settings', 'settings'))!, rules });
        },
        ['settings'],
      );
      // The next transaction of the cloud reads it.
      await test.advance(0);
    },
    clear() {
      seen = stream.events().length;
    },
  };
}

/** The same, with every mocked server behind it instead of a script. */
export async function createServedScene(): Promise<HookScene & { servers: Servers }> {
  const late: { net?: Http } = {};
  const scene = await createHookScene((request) => late.net!.request(request));
  const servers = createMockedServers(Object.values(everyServer), scene.store, scene.clock);
  late.net = createHttp({ internet: createMockedInternet({ servers, store: scene.store }), store: scene.store, clock: scene.clock });
  return { ...scene, servers };
}
