// A cached view of the cloud: what was asked for once is kept, and read again when the change feed says so.
import type { ClockAnswer, OwnedProduct, SettingsAnswer, UserAnswer, WireDevice } from '../../client/cloud-answers.ts';
import type { CloudClient } from '../../client/cloud-client.ts';
import type { Change } from '../../model/cloud-state.ts';
import type { StoredEvent } from '../../model/event.ts';
import type { Integration } from '../../model/integration.ts';
import type { Product } from '../../model/product.ts';
import type { ServerInfo } from '../../model/server.ts';

interface Entry {
  /** The product it belongs to and goes with; null: the account. */
  product: number | null;
  tables: readonly string[];
  read: () => Promise<unknown>;
  value: unknown;
  error: unknown;
  /** Rises with every change, so that an answer that was overtaken is dropped. */
  version: number;
  running: boolean;
  /** Settles with the latest read; never rejects. */
  reading: Promise<void>;
  stale: boolean;
  /** When it was last read, real ms of the page. */
  read_at: number;
}

/** What changes of these tables make stale. A changed device may leave or join a product, so it touches all lists. */
const tables = {
  user: ['users'],
  devices: ['devices', 'products'],
  products: ['products'],
  productDevices: ['devices', 'products', 'groups'],
  integrations: ['integrations', 'health'],
  servers: ['servers', 'server_requests', 'server_state'],
  settings: ['settings'],
  events: ['events'],
  // What is due next comes with deliveries and goes with events; `clock` is a clock that was set.
  clock: ['clock', 'deliveries', 'events', 'devices'],
  /** An answer that a lesson asks for by its address may stand on anything that a person changes. */
  answer: [
    'users',
    'devices',
    'products',
    'integrations',
    'health',
    'events',
    'deliveries',
    'limits',
    'servers',
    'server_requests',
    'server_state',
    'customers',
    'clients',
    'tokens',
    'claim_codes',
    'settings',
    'mails',
  ],
} as const;

export type ViewReads = Pick<
  CloudClient,
  | 'user'
  | 'identify'
  | 'devices'
  | 'products'
  | 'productDevices'
  | 'integrations'
  | 'servers'
  | 'settings'
  | 'serverData'
  | 'events'
  | 'clock'
  | 'call'
>;

/** Lists by prefix that are kept, and read again with every event: more than a page shows at once. */
const MOST_KEPT = 32;

/** A burst of changes reads a collection this often at most, real ms. */
const PAUSE = 50;

/** Answers the work of one frame together; a hidden page has no frames, so a timer stands in. */
const nextFrame = (work: () => void): void => {
  if (document.visibilityState === 'visible') requestAnimationFrame(work);
  else setTimeout(work, 50);
};

/**
 * Asking is wanting: the first read of a collection answers null and fetches it; `onChange` says when it is there.
 * A collection that nobody asked for is never fetched.
 */
export class CloudView {
  readonly #cloud: ViewReads;
  readonly #onChange: () => void;
  readonly #later: (work: () => void) => void;
  readonly #entries = new Map<string, Entry>();
  /** Products that are being deleted. */
  readonly #leaving = new Set<number>();
  #scheduled = false;

  constructor(cloud: ViewReads, onChange: () => void, later: (work: () => void) => void = nextFrame) {
    this.#cloud = cloud;
    this.#onChange = onChange;
    this.#later = later;
  }

  get user(): UserAnswer | null {
    return this.#want('user', tables.user, () => this.#cloud.user());
  }
  /** Id of the account. */
  get identity(): { id: string } | null {
    return this.#want('identity', tables.user, () => this.#cloud.identify());
  }
  /** Devices of the account, in the sandbox and in products. */
  get devices(): WireDevice[] | null {
    return this.#want('devices', tables.devices, () => this.#cloud.devices());
  }
  get products(): OwnedProduct[] | null {
    return this.#want('products', tables.products, () => this.#cloud.products());
  }
  /** Rules and allowed hosts. */
  get settings(): SettingsAnswer | null {
    return this.#want('settings', tables.settings, () => this.#cloud.settings());
  }
  get servers(): ServerInfo[] | null {
    return this.#want('servers', tables.servers, () => this.#cloud.servers());
  }
  productDevices(product: number): WireDevice[] | null {
    return this.#want(`productDevices/${product}`, tables.productDevices, () => this.#cloud.productDevices(product), product);
  }
  /** With null those of the sandbox. */
  integrations(product: number | null): Integration[] | null {
    return this.#want(`integrations/${product ?? ''}`, tables.integrations, () => this.#cloud.integrations(product), product);
  }
  /** What a mock server keeps, in its own shape. */
  serverData<T>(host: string): T | null {
    return this.#want(`serverData/${host}`, tables.servers, () => this.#cloud.serverData<T>(host));
  }
  /** Rate of the cloud's clock and what is due next. */
  get clock(): ClockAnswer | null {
    return this.#want('clock', tables.clock, () => this.#cloud.clock());
  }
  /** The newest events whose name starts with `prefix`, newest first. */
  recentEvents(prefix: string): StoredEvent[] | null {
    this.#makeRoom('events/', prefix);
    return this.#want(`events/${prefix}`, tables.events, async () => (await this.#cloud.events({ prefix, limit: 50 })).events);
  }

  /** What a GET of the API answers, by its path below the cloud. */
  answer(path: string): unknown {
    const product = /^\/v1\/products\/(\d+)/.exec(path)?.[1];
    return this.#want(`answer/${path}`, tables.answer, () => this.#cloud.call('GET', path), product === undefined ? null : Number(product));
  }

  /** Why `key` could not be read; `key` as in the methods above (`products`, `productDevices/1000`). Null when it could. */
  errorOf(key: string): unknown {
    return this.#entries.get(key)?.error ?? null;
  }

  /** A line of the change feed. */
  changed(change: Change): void {
    this.#stale((entry) => entry.tables.includes(change.table));
  }

  /** Reads everything again: the stream was away, or another account looks. `forget` drops what was known. */
  refresh({ forget = false } = {}): void {
    if (forget) {
      for (const entry of this.#entries.values()) {
        entry.value = null;
        entry.error = null;
      }
    }
    this.#stale(() => true);
  }

  /** Reads one collection now and answers when it is there; what a caller needs who acts on it. */
  async fresh(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.reading = this.#read(entry);
    await entry.reading;
  }

  /**
   * Around the deletion of a product: nothing of it is asked for meanwhile, since the answer could only be that it is gone.
   * Starts `remove` when reads that are under way are back, and throws what it throws; the product's entries then live on.
   */
  async removeProduct(product: number, remove: () => Promise<unknown>): Promise<void> {
    this.#leaving.add(product);
    try {
      await Promise.all([...this.#entries.values()].filter((entry) => entry.product === product).map(({ reading }) => reading));
      await remove();
      await this.fresh('products');
    } finally {
      this.#leaving.delete(product);
      this.#schedule();
    }
  }

  /** A prefix that is typed is another one with every key: of collections like that only those asked for last are kept. */
  #makeRoom(kind: string, wanted: string): void {
    const known = this.#entries.get(kind + wanted);
    if (known) {
      // The order of a map is when its keys came.
      this.#entries.delete(kind + wanted);
      this.#entries.set(kind + wanted, known);
      return;
    }
    const kept = [...this.#entries.keys()].filter((key) => key.startsWith(kind));
    for (const key of kept.slice(0, Math.max(0, kept.length - MOST_KEPT + 1))) this.#entries.delete(key);
  }

  #want<T>(key: string, on: readonly string[], read: () => Promise<T>, product: number | null = null): T | null {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {
        product,
        tables: on,
        read,
        value: null,
        error: null,
        version: 0,
        running: false,
        reading: Promise.resolve(),
        stale: true,
        read_at: -Infinity,
      };
      this.#entries.set(key, entry);
      this.#schedule();
    }
    return entry.value as T | null;
  }

  #stale(which: (entry: Entry) => boolean): void {
    let any = false;
    for (const entry of this.#entries.values()) {
      if (!which(entry)) continue;
      entry.stale = true;
      entry.version += 1;
      any = true;
    }
    if (any) this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#later(() => {
      this.#scheduled = false;
      const now = performance.now();
      let wait = Infinity;
      for (const [key, entry] of this.#entries) {
        if (!entry.stale || entry.running) continue;
        const place = this.#placeOf(entry);
        if (place === 'unknown') continue;
        if (place === 'gone') {
          this.#entries.delete(key);
          continue;
        }
        if (now - entry.read_at >= PAUSE) entry.reading = this.#read(entry);
        else wait = Math.min(wait, entry.read_at + PAUSE - now);
      }
      if (wait !== Infinity) setTimeout(() => this.#schedule(), wait);
    });
  }

  /** Whether the product of an entry is still there: what went with it would only be asked for in vain. */
  #placeOf({ product }: Entry): 'there' | 'gone' | 'unknown' {
    const products = this.#entries.get('products');
    if (product !== null && this.#leaving.has(product)) return 'unknown';
    if (product === null || !products || products.error !== null) return 'there';
    // The list is read first, and schedules again.
    if (products.stale || products.running) return 'unknown';
    return (products.value as Product[]).some(({ id }) => id === product) ? 'there' : 'gone';
  }

  async #read(entry: Entry): Promise<void> {
    entry.running = true;
    entry.stale = false;
    entry.read_at = performance.now();
    const version = entry.version;
    try {
      const value = await entry.read();
      if (version === entry.version || entry.value === null) entry.value = value;
      entry.error = null;
    } catch (error) {
      entry.error = error;
    } finally {
      entry.running = false;
      this.#schedule();
      this.#onChange();
    }
  }
}
