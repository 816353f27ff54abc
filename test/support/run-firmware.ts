// Runs a firmware in the test's own page on a clock that the test moves.
import { createFirmwareHost, type FirmwareHost } from '../../src/device/virtual/firmware-host.ts';
import type { FromFirmware, RunOptions, ToFirmware } from '../../src/device/virtual/worker-messages.ts';
import { atRate } from '../../src/model/virtual-time.ts';
import { settle } from './test-cloud.ts';

export const START = Date.UTC(2026, 0, 1, 12);
export const DEVICE = 'e00fce6800000000000000aa';

export const probe = async (): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch('/test/fixtures/firmware/probe.wasm')).arrayBuffer());

export interface RunningFirmware {
  host: FirmwareHost;
  heard: FromFirmware[];
  /** Everything printed so far. */
  printed(): string;
  tell(message: ToFirmware): Promise<void>;
  /** Calls a function, answers its call number. */
  call(name: string, argument?: string): Promise<number>;
  /** What was answered to a call; undefined before. */
  answered(call: number): unknown;
  /** Lets so many real ms pass. */
  pass(ms: number): Promise<void>;
  setRate(rate: number): Promise<void>;
  /** How often the firmware slept. */
  rests(): number;
}

export async function runFirmware(options: Partial<RunOptions> = {}): Promise<RunningFirmware> {
  let now = START;
  let time = { epoch: START, origin: START, rate: 1 };
  let sleeping: { until: number; resolve: () => void } | null = null;
  let rests = 0;
  let calls = 0;
  const heard: FromFirmware[] = [];
  const wake = (): void => {
    const { resolve } = sleeping ?? {};
    sleeping = null;
    resolve?.();
  };
  const host = createFirmwareHost({
    run: {
      id: DEVICE,
      name: 'pocket_board',
      os_version: '5.9.0',
      app_hash: '00'.repeat(32),
      wasm: await probe(),
      time,
      booted_at: START,
      reset_reason: 40,
      reset_data: 0,
      random_seed: 1,
      eeprom: null,
      retained: null,
      cloud: 0,
      updates: 5,
      numbers: { battery_charge: 80, battery_state: 4, power_source: 5, signal: 90 },
      waves: {},
      levels: {},
      serial_open: true,
      ...options,
    },
    post: (message) => {
      heard.push(message);
      // A host that takes what is printed at once.
      if (message.type === 'serial') queueMicrotask(() => host.tell({ type: 'serial_room', bytes: message.bytes.length }));
    },
    now: () => now,
    rest: (ms) =>
      new Promise((resolve) => {
        rests += 1;
        sleeping = { until: now + ms, resolve };
      }),
    wake,
  });
  const running: RunningFirmware = {
    host,
    heard,
    printed: () => new TextDecoder().decode(new Uint8Array(heard.flatMap((one) => (one.type === 'serial' ? [...one.bytes] : [])))),
    async tell(message) {
      host.tell(message);
      await settle();
    },
    async call(name, argument = '') {
      const call = ++calls;
      await running.tell({ type: 'call', call, what: 'function', name, argument });
      return call;
    },
    answered: (call) => valueOf(heard, call),
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        if (!sleeping || sleeping.until > end) break;
        now = sleeping.until;
        wake();
      }
      now = end;
      await settle();
    },
    async setRate(rate) {
      time = atRate(time, now, rate);
      await running.tell({ type: 'time', time });
    },
    rests: () => rests,
  };
  for (let turns = 0; turns < 200 && !sleeping && !heard.some(({ type }) => type === 'ended'); turns++) await settle();
  return running;
}

const valueOf = (heard: readonly FromFirmware[], call: number): unknown => {
  const answer = heard.find((one) => one.type === 'answer' && one.call === call);
  return answer?.type === 'answer' ? answer.value : undefined;
};
