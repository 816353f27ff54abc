// A bench for virtual boards: a real cloud in the page, and one clock for the cloud, the board and its firmware.
import { createCloudClient, type CloudClient } from '../../src/client/cloud-client.ts';
import type { VirtualTime } from '../../src/model/virtual-time.ts';
import { createMemoryDeviceStorage, type DeviceStorage } from '../../src/device/virtual/device-storage.ts';
import { createFirmwareHost } from '../../src/device/virtual/firmware-host.ts';
import type { StartRealm } from '../../src/device/virtual/firmware-realm.ts';
import { VirtualDevice } from '../../src/device/virtual/virtual-device.ts';
import { makeModule } from '../../src/compiler/make-module.ts';
import { createManualDeviceClock, type ManualDeviceClock } from './manual-device-clock.ts';
import { probe } from './run-firmware.ts';
import { BASE, createTestCloud, settle, type TestCloud, type Wire } from './test-cloud.ts';

export const NOON = Date.UTC(2026, 0, 1, 12);

export interface Bench {
  test: TestCloud;
  cloud: CloudClient;
  clock: ManualDeviceClock;
  storage: DeviceStorage;
  token: string;
  /** Id of the starter's board. */
  id: string;
  time: () => VirtualTime;
  device: VirtualDevice;
  /** Everything it printed. */
  printed(): string;
  /** Another life of the same board: the page was loaded again. */
  again(): VirtualDevice;
  /** Lets so many real ms pass for everything. */
  pass(ms: number): Promise<void>;
  until(what: () => unknown, why: string, ms?: number): Promise<void>;
  /** Names and data of the events of the cloud, oldest first. */
  events(prefix?: string): Promise<[string, string | null][]>;
  call(name: string, arg?: string): Promise<Wire>;
}

/** Firmware in the page itself, on the bench's clock. An endless loop would hang the test: such tests use real workers. */
const pageRealm =
  (clock: ManualDeviceClock): StartRealm =>
  (run, hear) => {
    let open = true;
    let wake = (): void => {};
    const host = createFirmwareHost({
      run,
      post: (message) => queueMicrotask(() => open && hear(message)),
      now: () => clock.now(),
      rest: (ms) =>
        new Promise((resolve) => {
          if (!open) return;
          const cancel = clock.after(ms, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        }),
      wake: () => wake(),
    });
    return {
      tell: (message) => {
        if (open) host.tell(message);
      },
      close: () => (open = false),
    };
  };

/** `lost`: requests that never reach the cloud, by a part of their address. */
export async function createBench({ realm, lost }: { realm?: StartRealm; lost?: string } = {}): Promise<Bench> {
  const test = createTestCloud();
  const token = await test.login();
  const clock = createManualDeviceClock(NOON);
  const cloud = createCloudClient({
    base: BASE,
    token: async () => token,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (lost && request.method === 'POST' && request.url.includes(lost)) throw new TypeError('Failed to fetch');
      return test.cloud.fetch(request, 'bench');
    },
  });
  const [{ id }] = (await test.call('GET', '/v1/devices', { token })).json;
  const time = (): VirtualTime => current;
  let current: VirtualTime = { epoch: NOON, origin: NOON, rate: 1 };
  const storage = createMemoryDeviceStorage();
  const image = makeModule(await probe());
  let printed = '';
  const make = (): VirtualDevice => {
    const device = new VirtualDevice({
      id,
      name: 'pocket_board',
      cloud,
      storage,
      image: async () => image,
      time,
      clock,
      startRealm: realm ?? pageRealm(clock),
    });
    // Somebody reads the port at once.
    device.host = { connected: true, room: 4096, drained: () => Promise.resolve() };
    device.addEventListener('serial', (event) => (printed += new TextDecoder().decode((event as CustomEvent<Uint8Array>).detail)));
    void device.start();
    return device;
  };
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 20) {
      const step = Math.min(20, left);
      await clock.pass(step);
      await test.advance(step);
    }
    current = (await test.cloud.info()).time;
  };
  const bench: Bench = {
    test,
    cloud,
    clock,
    storage,
    token,
    id,
    time,
    device: make(),
    printed: () => printed,
    again() {
      bench.device.stop();
      return (bench.device = make());
    },
    pass,
    async until(what, why, ms = 3000) {
      for (let passed = 0; passed <= ms; passed += 20) {
        for (let turn = 0; turn < 5; turn++) {
          if (what()) return;
          await settle();
        }
        await pass(20);
      }
      throw new Error(`Did not happen: ${why}. The board is ${bench.device.state}, ${bench.device.online}; it printed: ${printed}`);
    },
    async events(prefix = '') {
      const { json } = await test.call('GET', `/pocket/events?limit=200&prefix=${encodeURIComponent(prefix)}`);
      return json.events.map(({ name, data }: { name: string; data: string | null }) => [name, data]).reverse();
    },
    async call(name, arg = '') {
      let answer: Wire;
      void test.call('POST', `/v1/devices/${id}/${name}`, { token, body: { arg } }).then(({ json }) => (answer = json));
      await bench.until(() => answer !== undefined, `an answer of ${name}`);
      return answer.return_value ?? answer;
    },
  };
  return bench;
}
