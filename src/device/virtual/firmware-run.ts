// One run of a firmware as the board sees it: messages there, answers back, and a watchdog that notices when it hangs.
import type { DeviceClock } from '../device-clock.ts';
import type { FirmwareRealm, StartRealm } from './firmware-realm.ts';
import type { FromFirmware, RunOptions, ToFirmware } from './worker-messages.ts';

/** Real ms. A firmware that is silent for so long after it was asked hangs. */
const PING_EVERY = 2000;
const HANGS_AFTER = 5000;

export type FirmwareValue = string | number | boolean;
/** What reaches the board: answers to calls and signs of life are kept here. */
export type FirmwareSays = Exclude<FromFirmware, { type: 'answer' | 'pong' }>;

export interface FirmwareRun {
  tell(message: Exclude<ToFirmware, { type: 'run' }>): void;
  /** Calls a function or reads a variable. Undefined when there is none, or when the run ends before. */
  ask(what: 'function' | 'variable', name: string, argument: string): Promise<FirmwareValue | undefined>;
  /** Ends it at once; nothing is heard afterwards. */
  close(): void;
}

export interface FirmwareRunOptions {
  startRealm: StartRealm;
  run: RunOptions;
  clock: DeviceClock;
  hear(message: FirmwareSays): void;
  hangs(): void;
}

export function startFirmware({ startRealm, run, clock, hear, hangs }: FirmwareRunOptions): FirmwareRun {
  const waiting = new Map<number, (value: FirmwareValue | null) => void>();
  let calls = 0;
  let heard_at = clock.now();
  let open = true;
  let cancel = (): void => {};

  const look = (): void => {
    const asked = clock.now();
    realm.tell({ type: 'ping' });
    cancel = clock.after(HANGS_AFTER, () => {
      if (heard_at < asked) hangs();
      else watch();
    });
  };
  const watch = (): void => {
    cancel = clock.after(PING_EVERY, look);
  };

  /** Until its first word it is being loaded, over a slow line perhaps: that is not hanging. A realm that cannot be loaded says so. */
  let watched = false;
  const realm: FirmwareRealm = startRealm(run, (message) => {
    heard_at = clock.now();
    if (!watched && open) {
      watched = true;
      watch();
    }
    if (message.type === 'pong') return;
    if (message.type !== 'answer') return hear(message);
    const answer = waiting.get(message.call);
    waiting.delete(message.call);
    answer?.(message.value);
  });

  return {
    tell: (message) => realm.tell(message),
    ask: (what, name, argument) =>
      new Promise((resolve) => {
        if (!open) return resolve(undefined);
        const call = ++calls;
        waiting.set(call, (value) => resolve(value ?? undefined));
        realm.tell({ type: 'call', call, what, name, argument });
      }),
    close() {
      open = false;
      cancel();
      realm.close();
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
    },
  };
}
