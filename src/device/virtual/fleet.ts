// A fleet of simulated publishers: up to 1,000 devices that run no firmware and only publish, in one worker, through one port into the cloud.
import type { CloudClient } from '../../client/cloud-client.ts';
import { ApiError } from '../../model/errors.ts';
import type { VirtualTime } from '../../model/virtual-time.ts';
import { TrustedWorker as Worker } from '../trusted-worker.ts';
import { fleetIds, type FleetPlan } from './fleet-schedule.ts';
import type { FromFleet, ToFleet } from './fleet-worker.ts';

const PLATFORM = 3;
/** Devices named in one call. */
const AT_ONCE = 250;
/** Virtual ms over which the pace is measured. */
const MINUTE = 60_000;

export interface FleetNumbers {
  published: number;
  /** By the cloud's limit for one device, or because a device is unknown. */
  refused: number;
  /** Events of the last virtual minute. */
  last_minute: number;
  /** Virtual ms between when an event was due and when it left. */
  behind: number;
  /** Events left out because the clock ran away. */
  missed: number;
}

export interface FleetOptions {
  cloud: Pick<CloudClient, 'call' | 'addProductDevices'>;
  time: () => VirtualTime;
  /** Cloud ms. */
  now: () => number;
  /** Tests bring their own. */
  startWorker?: (hear: (message: FromFleet) => void) => { tell(message: ToFleet): void; close(): void };
}

const noNumbers = (): FleetNumbers => ({ published: 0, refused: 0, last_minute: 0, behind: 0, missed: 0 });

function realWorker(hear: (message: FromFleet) => void): { tell(message: ToFleet): void; close(): void } {
  const worker = new Worker(new URL('./fleet-worker.ts', import.meta.url), { type: 'module', name: 'fleet' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromFleet>) => hear(data));
  return { tell: (message) => worker.postMessage(message), close: () => worker.terminate() };
}

/** Event `change`: its state or its numbers. */
export class Fleet extends EventTarget {
  state: 'idle' | 'preparing' | 'running' = 'idle';
  numbers: FleetNumbers = noNumbers();
  /** How many devices the cloud knows already, while it prepares. */
  prepared = 0;
  /** Why it stopped by itself. */
  problem: unknown = null;
  readonly #options: FleetOptions;
  #worker: { tell(message: ToFleet): void; close(): void } | null = null;
  /** Cloud ms and size of the batches of the last minute. */
  #recent: { at: number; events: number }[] = [];
  #life = 0;

  constructor(options: FleetOptions) {
    super();
    this.#options = options;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  /** Makes the devices known, puts them into the product, and starts. Rejects when the cloud refuses. */
  async start(plan: FleetPlan, product: number): Promise<void> {
    this.stop();
    const mine = ++this.#life;
    const { cloud, time, startWorker = realWorker } = this.#options;
    this.state = 'preparing';
    this.numbers = noNumbers();
    this.prepared = 0;
    this.problem = null;
    this.#recent = [];
    this.#changed();
    try {
      const ids = fleetIds(plan);
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const part = ids.slice(from, from + AT_ONCE);
        await cloud.call('POST', '/pocket/fleet', { token: false, body: { platform_id: PLATFORM, ids: part } });
        await cloud.addProductDevices(product, part);
        if (mine !== this.#life) return;
        this.prepared += part.length;
        this.#changed();
      }
    } catch (error) {
      if (mine === this.#life) this.stop();
      throw error;
    }
    this.state = 'running';
    this.#worker = startWorker((message) => void this.#send(message, mine));
    this.#worker.tell({ type: 'start', plan, time: time() });
    this.#changed();
  }

  async #send({ events, behind, missed }: FromFleet, mine: number): Promise<void> {
    try {
      const { published, refused } = await this.#options.cloud.call<{ published: number; refused: { code: string }[] }>(
        'POST',
        '/pocket/fleet/events',
        { token: false, body: { events } },
      );
      if (mine !== this.#life) return;
      const at = this.#options.now();
      this.#recent = [...this.#recent.filter((one) => at - one.at < MINUTE), { at, events: published }];
      this.numbers = {
        published: this.numbers.published + published,
        refused: this.numbers.refused + refused.length,
        last_minute: this.#recent.reduce((sum, one) => sum + one.events, 0),
        behind,
        missed,
      };
    } catch (error) {
      if (mine !== this.#life) return;
      // A limit of the platform, or a cloud that is away for a moment: the next batch tries again.
      if (error instanceof ApiError && error.code !== 'rate_limited') {
        this.problem = error;
        this.stop();
        return;
      }
      this.numbers = { ...this.numbers, refused: this.numbers.refused + events.length };
    }
    this.#worker?.tell({ type: 'taken' });
    this.#changed();
  }

  /** The cloud's clock was set, moved or paused. */
  timeChanged(): void {
    this.#worker?.tell({ type: 'time', time: this.#options.time() });
  }

  stop(): void {
    this.#life += 1;
    this.#worker?.close();
    this.#worker = null;
    if (this.state === 'idle') return;
    this.state = 'idle';
    this.#changed();
  }
}
