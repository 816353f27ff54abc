// The place where one run of a firmware lives: a worker, ended with the run.
import { TrustedWorker as Worker } from '../trusted-worker.ts';
import { canSuspend } from './firmware-host.ts';
import type { FromFirmware, RunOptions, ToFirmware } from './worker-messages.ts';

export interface FirmwareRealm {
  tell(message: Exclude<ToFirmware, { type: 'run' }>): void;
  /** At once, whatever the firmware does. Nothing is heard afterwards. */
  close(): void;
}

/** A realm says `pong` as soon as it can hear: from then on silence means that its firmware hangs. */
export interface StartRealm {
  (run: RunOptions, hear: (message: FromFirmware) => void): FirmwareRealm;
  /** Makes ready what the next start of this device needs, while its firmware is still on the way. */
  prepare?(id: string): void;
  /** There is no such start. */
  discard?(id: string): void;
}

/** How a firmware that blocks its worker is reached: through the cloud's worker. */
export interface BlockingWay {
  /** Address that answers a wait. */
  url: string;
  /** `run`: mail for one that ended is not the next one's. */
  send(run: string, messages: ToFirmware[]): Promise<unknown>;
}

interface Spawned {
  worker: Worker;
  hear: (message: FromFirmware) => void;
  /** What it said before somebody listened. */
  said: FromFirmware[];
}

const NOT_LOADED = 'The part of the page that runs firmware could not be loaded. Reload the page.';

const spawn = (id: string): Spawned => {
  const worker = new Worker(new URL('./firmware-worker.ts', import.meta.url), { type: 'module', name: `device ${id}` });
  const said: FromFirmware[] = [];
  const spawned: Spawned = { worker, said, hear: (message) => void said.push(message) };
  worker.addEventListener('message', ({ data }: MessageEvent<FromFirmware>) => spawned.hear(data));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    spawned.hear({ type: 'ended', end: { how: 'error', text: NOT_LOADED } });
  });
  return spawned;
};

/** `blocking`: null where no service worker could answer. */
export const workerRealm = (blocking: (id: string) => BlockingWay | null): StartRealm => {
  const spare = new Map<string, Spawned>();
  const start: StartRealm = (run, hear) => {
    const spawned = spare.get(run.id) ?? spawn(run.id);
    spare.delete(run.id);
    const { worker, said } = spawned;
    const way = canSuspend() ? null : blocking(run.id);
    const own = way ? crypto.randomUUID() : '';
    let open = true;
    spawned.hear = (message) => {
      if (open) hear(message);
    };
    // Not while the caller is still being told of its realm.
    queueMicrotask(() => said.splice(0).forEach((message) => spawned.hear(message)));
    worker.postMessage({ type: 'run', wait: way ? { url: way.url, run: own } : null, ...run } satisfies ToFirmware);
    return {
      tell(message) {
        if (!open) return;
        if (way) way.send(own, [message]).catch(() => {});
        else worker.postMessage(message);
      },
      close() {
        open = false;
        worker.terminate();
      },
    };
  };
  return Object.assign(start, {
    prepare(id: string) {
      if (!spare.has(id)) spare.set(id, spawn(id));
    },
    discard(id: string) {
      spare.get(id)?.worker.terminate();
      spare.delete(id);
    },
  });
};
