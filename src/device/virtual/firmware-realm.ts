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
export type StartRealm = (run: RunOptions, hear: (message: FromFirmware) => void) => FirmwareRealm;

/** How a firmware that blocks its worker is reached: through the cloud's worker. */
export interface BlockingWay {
  /** Address that answers a wait. */
  url: string;
  /** `run`: mail for one that ended is not the next one's. */
  send(run: string, messages: ToFirmware[]): Promise<unknown>;
}

/** `blocking`: null where no service worker could answer. */
export const workerRealm =
  (blocking: (id: string) => BlockingWay | null): StartRealm =>
  (run, hear) => {
    const worker = new Worker(new URL('./firmware-worker.ts', import.meta.url), { type: 'module', name: `device ${run.id}` });
    const way = canSuspend() ? null : blocking(run.id);
    const own = crypto.randomUUID();
    let open = true;
    worker.addEventListener('message', ({ data }: MessageEvent<FromFirmware>) => {
      if (open) hear(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (open)
        hear({
          type: 'ended',
          end: { how: 'error', text: 'The part of the page that runs firmware could not be loaded. Reload the page.' },
        });
    });
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
