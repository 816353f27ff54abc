// Runs what is due in the cloud: one run at a time, and only in the version of the worker that is in charge.
declare const self: ServiceWorkerGlobalScope;

/** Chromium kills a worker whose event lasts five minutes; the next fetch or alarm goes on with the work. */
const LONGEST_RUN = 180_000;

export interface Pump {
  /** Resolves when what was due at the time of the call is done, at the latest after three minutes. */
  run(): Promise<void>;
}

const inCharge = (): boolean => self.registration.active?.state === 'activated' && self.serviceWorker.state === 'activated';

export function createPump(runDue: () => Promise<unknown>): Pump {
  let running: Promise<void> | null = null;
  let again = false;

  const turns = async (): Promise<void> => {
    do {
      again = false;
      await runDue();
    } while (again);
  };

  // While an update takes over, two versions are alive: the lock keeps one job from two runners.
  const locked = async (): Promise<void> => {
    await navigator.locks.request(`pocket-pump:${self.registration.scope}`, turns);
  };

  return {
    run() {
      if (!inCharge()) return Promise.resolve();
      again = true;
      running ??= locked().finally(() => (running = null));
      return Promise.race([running, new Promise<void>((resolve) => setTimeout(resolve, LONGEST_RUN))]);
    },
  };
}
