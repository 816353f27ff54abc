// The virtual boards of a page: made and started when somebody first asks for them, each run by one tab of the site only.
import type { CloudClient } from '../../client/cloud-client.ts';
import type { VirtualTime } from '../../model/virtual-time.ts';
import type { DeviceClock } from '../device-clock.ts';
import { deviceLock } from './forget-devices.ts';
import type { DeviceStorage } from './device-storage.ts';
import type { StartRealm } from './firmware-realm.ts';
import { VirtualDevice } from './virtual-device.ts';

/** Name of the project whose build a new board comes with. */
export const STARTER_PROJECT = 'webhook-demo';

export interface DeviceRackOptions {
  /** Address of the site, absolute, with a trailing slash. */
  site: string;
  /** What tells this cloud's boards from those of other clouds of the origin, whose ids may be the same; default: the site's path. */
  place?: string;
  cloud: Pick<CloudClient, 'call' | 'stream'>;
  /** The cloud's time. */
  time: () => VirtualTime;
  storage: DeviceStorage;
  startRealm: StartRealm;
  /** Web Locks; undefined where the browser has none: then every tab runs its own. */
  locks?: LockManager | undefined;
  /** Where the starter's image is fetched. */
  fetch?: typeof fetch;
  clock?: DeviceClock;
}

interface Place {
  device: VirtualDevice;
  leave: AbortController;
  release: () => void;
}

/** Events: `change` when a board came or went. */
export class DeviceRack extends EventTarget {
  readonly #options: DeviceRackOptions;
  readonly #devices = new Map<string, Place>();
  #image: Promise<Uint8Array> | null = null;

  constructor(options: DeviceRackOptions) {
    super();
    this.#options = options;
  }

  get devices(): VirtualDevice[] {
    return [...this.#devices.values()].map(({ device }) => device);
  }

  /** The board of this id; loads and starts it the first time. */
  device(id: string, name = id): VirtualDevice {
    const known = this.#devices.get(id);
    if (known) return known.device;
    const { cloud, storage, time, startRealm, clock } = this.#options;
    const device = new VirtualDevice({
      id,
      name,
      cloud,
      storage,
      time,
      startRealm,
      image: () => this.#starterImage(),
      ...(clock ? { clock } : {}),
    });
    const place: Place = { device, leave: new AbortController(), release: () => {} };
    this.#devices.set(id, place);
    this.#run(place).catch((error: unknown) => reportError(error));
    this.dispatchEvent(new Event('change'));
    return device;
  }

  /** Starts the board in the one tab that holds its lock; another one's turn comes when that tab goes. */
  async #run(place: Place): Promise<void> {
    const { device, leave } = place;
    const { locks, site, place: home = new URL(site).pathname } = this.#options;
    if (!locks) return device.start();
    const name = deviceLock(home, device.id);
    const hold = async (): Promise<void> => {
      if (leave.signal.aborted) return;
      const held = new Promise<void>((resolve) => (place.release = resolve));
      await device.start();
      await held;
    };
    const got = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await hold();
      return lock !== null;
    });
    if (got || leave.signal.aborted) return;
    device.runsElsewhere();
    await locks.request(name, { signal: leave.signal }, hold).catch((error: unknown) => {
      if (!leave.signal.aborted) throw error;
    });
  }

  #starterImage(): Promise<Uint8Array> {
    const { site, fetch: send = fetch } = this.#options;
    this.#image ??= send(new URL(`firmware/${STARTER_PROJECT}.bin`, site).href)
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        return new Uint8Array(await answer.arrayBuffer());
      })
      .catch((error: unknown) => {
        // The next board tries again.
        this.#image = null;
        throw error;
      });
    return this.#image;
  }

  /** The cloud's clock was set, moved or paused. */
  timeChanged(): void {
    for (const { device } of this.#devices.values()) device.timeChanged();
  }

  /** The devices that there are: a board that has gone from the cloud stops. */
  known(list: readonly { id: string; name: string }[]): void {
    for (const [id, { device }] of this.#devices) {
      const row = list.find((one) => one.id === id);
      if (row) device.rename(row.name);
      else this.remove(id);
    }
  }

  /** The cloud started over: its boards are new, with the firmware that they come with. */
  async startOver(): Promise<void> {
    await Promise.all([...this.#devices.values()].map(({ device }) => device.startOver()));
  }

  /** Stops a board and lets another tab have it. What it kept stays. */
  remove(id: string): void {
    const place = this.#devices.get(id);
    if (!place) return;
    this.#devices.delete(id);
    place.device.stop();
    place.leave.abort();
    place.release();
    this.dispatchEvent(new Event('change'));
  }

  /** Stops all of them. */
  close(): void {
    for (const id of [...this.#devices.keys()]) this.remove(id);
  }
}
