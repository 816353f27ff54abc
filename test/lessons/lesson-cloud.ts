// A whole cloud in Node for driving lessons: mocked servers, a manual clock, the page's own client, and the facts that checks ask for.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHttp } from '../../src/adapters/http.ts';
import { createMockedInternet } from '../../src/adapters/mocked-internet.ts';
import { createMockedServers, type AnyServer } from '../../src/adapters/mocked-servers.ts';
import { createCloudClient, type CloudClient } from '../../src/client/cloud-client.ts';
import { readFacts } from '../../src/client/read-facts.ts';
import { runRequests } from '../../src/client/run-requests.ts';
import type { Http } from '../../src/cloud/ports.ts';
import { parseCheck } from '../../src/model/check.ts';
import { evaluateCheck, type CheckResult } from '../../src/model/evaluate-check.ts';
import type { LessonRequest } from '../../src/model/lesson-request.ts';
import { fillNames, type Names } from '../../src/model/names.ts';
import { buildModule } from '../support/build-module.ts';
import { connectDevice, type ConnectedDevice } from '../support/connect-device.ts';
import { BASE, createTestCloud } from '../support/test-cloud.ts';

const FOLDER = fileURLToPath(new URL('../../src/servers/', import.meta.url));
const servers = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => ((await import(`${FOLDER}${file}`)) as { default: AnyServer }).default),
);

type Publish = (name: string, data: string) => void;

/** What the firmware of lessons says and answers, in as many words as a check can ask for. The sketches have tests of their own. */
const APPS: Readonly<Record<string, (publish: Publish) => NonNullable<Parameters<typeof connectDevice>[2]>>> = {
  tinker: () => ({ functions: { digitalread: () => 0 } }),
  thermometer: (publish) => ({ variables: { temperature: 21.5 }, functions: { rename: (name) => (publish(name, '21.5'), 0) } }),
  'picture-frame': (publish) => ({ functions: { rainbow: () => (publish('dance', 'rainbow'), 1) } }),
};

export interface LessonCloud {
  client: CloudClient;
  names(): Names;
  run(requests: readonly LessonRequest[]): Promise<void>;
  /** What a check says now. */
  ask(check: string): Promise<CheckResult>;
  predicted(question: string): void;
  /** Lets virtual ms go by. */
  pass(ms: number): Promise<void>;
  save(): Promise<unknown>;
  restore(saved: unknown): Promise<void>;
}

/** As a new visitor finds it, with the names a lesson begins with. */
export async function createLessonCloud(given: Names): Promise<LessonCloud> {
  const late: { net?: Http } = {};
  const knownApp = async (name: string): Promise<Uint8Array | null> => (name in APPS ? buildModule({ payload: name }) : null);
  const test = createTestCloud({ http: (request) => late.net!.request(request), ports: { knownApp } });
  const mocked = createMockedServers(servers, test.store, test.clock);
  late.net = createHttp({ internet: createMockedInternet({ servers: mocked, store: test.store }), store: test.store, clock: test.clock });
  (test.ports as { servers?: unknown }).servers = mocked;
  let token = await test.login();
  const kept: Record<string, string> = { ...given };
  const predicted = new Set<string>();
  let passing = Promise.resolve();
  const client = createCloudClient({
    base: BASE,
    token: () => Promise.resolve(token),
    fetch: async (input, init) => {
      const answer = await test.cloud.fetch(new Request(input, init));
      // The page's requests take a moment too, and what is due runs meanwhile.
      // Calls that are made side by side wait for one another: there is one clock.
      passing = passing.then(() => test.advance(30));
      await passing;
      return answer;
    },
  });
  const devices = await client.devices();
  const names = (): Names => ({
    ...kept,
    device: kept['device'] ?? devices[0]!.id,
    device_name: devices.find(({ id }) => id === kept['device'])?.name ?? devices[0]!.name,
  });

  const publishAs = (id: string, name: string, data: string): Promise<unknown> =>
    test.call('POST', `/pocket/devices/${id}/events`, { body: { name, data } });
  /** Devices that are switched on, and what they run. */
  const running = new Map<string, { device: ConnectedDevice; app: string }>();
  const run = async (id: string, app: string): Promise<void> => {
    const script = APPS[app]!((name, data) => void publishAs(id, name, data));
    const device = running.get(id)?.device;
    if (device) await device.greet(script);
    running.set(id, { device: device ?? (await connectDevice(test, id, script)), app });
  };

  return {
    client,
    names,
    async run(requests) {
      for (const request of requests) {
        try {
          // A lesson's page plays its devices; here the test does.
          const path = fillNames(request.path, names());
          const toy = /^\/pocket\/devices\/([^/]+)\/handshake$/.exec(path)?.[1];
          if (toy) await run(toy, 'picture-frame');
          const board = request.body?.['app'] === undefined ? undefined : /^\/v1\/devices\/([^/]+)$/.exec(path)?.[1];
          if (board && !running.has(board)) await run(board, 'tinker');
          await runRequests(client, [request], { names, keep: (name, value) => void (kept[name] = value) });
          if (board) await run(board, String(request.body!['app']));
        } catch (error) {
          throw new Error(`${request.method} ${request.path}: ${(error as { detail?: string }).detail ?? String(error)}`, { cause: error });
        }
      }
    },
    async ask(line) {
      const check = parseCheck(line);
      const product = kept['product'] === undefined ? null : Number(kept['product']);
      const choice = { device: kept['device'] ?? null, without_device: false, product, integration: null };
      return evaluateCheck(check, await readFacts(client, check, { choice, names: names(), predicted: [...predicted], signed_in: false }));
    },
    predicted: (question) => void predicted.add(question),
    pass: (ms) => test.advance(ms),
    save: async () => ({ cloud: await client.exportCloud(), kept: { ...kept } }),
    async restore(saved) {
      const before = saved as { cloud: unknown; kept: Record<string, string> };
      await client.importCloud(before.cloud);
      for (const name of Object.keys(kept)) delete kept[name];
      Object.assign(kept, before.kept);
      token = await test.login();
      // No link survives an import.
      const before_import = [...running];
      running.clear();
      for (const [id, { app }] of before_import) await run(id, app);
    },
  };
}
