// Runs what is due in the cloud, in the one version of the worker that is in charge.
import type { Cloud } from '../cloud/cloud.ts';

declare const self: ServiceWorkerGlobalScope;

/** Chromium kills a worker whose event lasts five minutes; the next fetch or alarm goes on with the work. */
const LONGEST_RUN = 180_000;

export interface Pump {
  /** Resolves when what is due was run, at the latest after three minutes; at once in a version that is not in charge. */
  run(): Promise<void>;
  /** The same, at most once a second: the alarm knows of everything that this life of the worker made due. */
  look(): Promise<void>;
  /** Ends streams and work, and hands over to the next version. */
  stop(): void;
}

/** Not every browser lets a worker see itself. */
const inCharge = (): boolean => ((self.serviceWorker as ServiceWorker | undefined) ?? self.registration.active)?.state === 'activated';

/** `name`: the cloud's address; two versions of the worker that run the same cloud know each other by it. */
export function createPump(cloud: Pick<Cloud, 'runDue' | 'drain' | 'catchUp'>, name: string): Pump {
  let lead: Promise<void> | null = null;
  let release = (): void => {};
  let stopped = false;
  let looked = -Infinity;

  /** While an update takes over, two versions are alive. The lock is kept until this one's work is over or the browser stops it. */
  const takeLead = (): Promise<void> =>
    new Promise((leading, failed) => {
      const held = new Promise<void>((resolve) => (release = resolve));
      navigator.locks
        .request(`pocket-pump:${name}`, () => {
          leading();
          return stopped ? undefined : held;
        })
        .catch(failed);
    });

  const stop = (): void => {
    stopped = true;
    // Work under way would be done twice if the next version took it for a killed worker's.
    void cloud.drain().then(release);
  };
  (self.serviceWorker as ServiceWorker | undefined)?.addEventListener('statechange', () => {
    if (self.serviceWorker.state === 'redundant') stop();
  });

  const turn = async (): Promise<void> => {
    const first = lead === null;
    lead ??= takeLead();
    await lead;
    if (stopped) return;
    if (first) await cloud.catchUp();
    await cloud.runDue({ alone: first });
  };

  const run = (): Promise<void> => {
    if (stopped || !inCharge()) return Promise.resolve();
    looked = performance.now();
    return Promise.race([turn(), new Promise<void>((resolve) => setTimeout(resolve, LONGEST_RUN))]);
  };
  return { run, look: () => (performance.now() - looked < 1000 ? Promise.resolve() : run()), stop };
}
