// Everything the cloud needs from outside. A worker, a page and a test each bring their own.
import type { Integration, IntegrationHealth, Delivery } from '../model/integration.ts';
import type { IntegrationType } from './define-integration.ts';
import type { LimitWindow } from '../model/limits.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Job } from '../model/job.ts';
import type { Device } from '../model/device.ts';
import type { Binary, DeviceGroup, Product, ProductFirmware } from '../model/product.ts';
import type { ClaimCode, Customer, Mail, OAuthClient, TeamMember, Token, User } from '../model/user.ts';
import type { Route } from './route.ts';
import type { CloudSettings } from '../model/cloud-state.ts';
import type { ServerInfo, ServerRequest } from '../model/server.ts';

/** What each table holds. Key path is `id` everywhere; numeric ids are given by the store, rising, never reused. */
export interface Tables {
  settings: CloudSettings;
  users: User;
  tokens: Token;
  clients: OAuthClient;
  customers: Customer;
  claim_codes: ClaimCode;
  team: TeamMember;
  mails: Mail;
  devices: Device;
  products: Product;
  groups: DeviceGroup;
  firmware: ProductFirmware;
  binaries: Binary;
  integrations: Integration;
  health: IntegrationHealth;
  events: StoredEvent;
  deliveries: Delivery;
  /** Moving windows of the rate limits; `id` names what is limited (`host/…`, `device/…`). */
  limits: LimitWindow;
  jobs: Job;
  server_requests: ServerRequest;
  /** State of one mock server, whatever it keeps; `id` is its host. */
  server_state: { id: string; state: unknown };
}

export type TableName = keyof Tables;
export type RowKey = string | number;

/** Every table, for stores that must make them and for the export. */
export const TABLE_NAMES = [
  'settings',
  'users',
  'tokens',
  'clients',
  'customers',
  'claim_codes',
  'team',
  'mails',
  'devices',
  'products',
  'groups',
  'firmware',
  'binaries',
  'integrations',
  'health',
  'events',
  'deliveries',
  'limits',
  'jobs',
  'server_requests',
  'server_state',
] as const satisfies readonly TableName[];

/** Tables whose numeric `id` the store gives. `products` counts from 1000 by the cloud itself. */
export const NUMBERED: readonly TableName[] = ['mails', 'events', 'jobs', 'server_requests'];

/**
 * Indexes by table: name → key path (one field or several, compared in order). Rows whose field is null or undefined are not in
 * the index (IndexedDB cannot index null). A change needs a new schema version: a file in `migrations/`.
 */
export const INDEXES: { readonly [N in TableName]?: Readonly<Record<string, string | readonly string[]>> } = {
  users: { username: 'username' },
  tokens: { user: 'user_id', customer: 'customer_id', refresh: 'refresh_token', product: 'product_id' },
  clients: { user: 'user_id', product: 'product_id' },
  customers: { product: 'product_id', email: ['product_id', 'email'] },
  claim_codes: { customer: 'customer_id' },
  team: { product: 'product_id' },
  devices: { owner: 'owner_id', product: 'product_id', customer: 'customer_id', serial: 'serial_number' },
  products: { user: 'user_id', slug: 'slug' },
  groups: { product: 'product_id' },
  firmware: { product: 'product_id' },
  integrations: { user: 'user_id', product: 'product_id' },
  events: { journey: 'journey', user: ['user_id', 'id'], product: ['product_id', 'id'], coreid: ['coreid', 'id'] },
  deliveries: {
    journey: 'journey',
    integration: ['integration_id', 'seq'],
    user: ['user_id', 'seq'],
    product: ['product_id', 'seq'],
    seq: 'seq',
  },
  jobs: { due: ['due', 'id'] },
  server_requests: { host: ['host', 'id'], journey: 'journey' },
};

export interface Query {
  /** Default: the primary key. */
  index?: string;
  only?: RowKey | RowKey[];
  /** Inclusive bounds. For a compound index an array; a shorter array bounds its prefix. */
  from?: RowKey | RowKey[];
  to?: RowKey | RowKey[];
  limit?: number;
  /** Highest key first. */
  reverse?: boolean;
}

/** A row to write: numbered tables may leave `id` out. */
export type NewRow<N extends TableName> = Omit<Tables[N], 'id'> & { id?: Tables[N]['id'] };

/** Await nothing but its own methods inside one transaction: IndexedDB would close it. */
export interface Transaction {
  get<N extends TableName>(table: N, key: RowKey): Promise<Tables[N] | undefined>;
  getAll<N extends TableName>(table: N, query?: Query): Promise<Tables[N][]>;
  count(table: TableName, query?: Query): Promise<number>;
  /** Answers the row's key. */
  put<N extends TableName>(table: N, row: NewRow<N>): Promise<RowKey>;
  delete(table: TableName, key: RowKey): Promise<void>;
  deleteRange(table: TableName, query: Query): Promise<void>;
}

export interface Store {
  /** True when rows outlive the tab. */
  readonly saved: boolean;
  /** Runs `work` in one transaction: all of it is stored, or (when it throws) none. */
  transaction<T>(tables: readonly TableName[], mode: 'readonly' | 'readwrite', work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** `listener` hears when what was stored may be gone: the visitor cleared the site's data, a newer version took the database. */
  onLost?(listener: () => void): void;
}

/** The only time there is. It never sleeps. */
export interface Clock {
  /** Milliseconds on the cloud's clock. */
  now(): number;
  /** Real milliseconds, for leases only. */
  real(): number;
  /** Follow a changed virtual time. */
  set(time: import('../model/virtual-time.ts').VirtualTime): void;
}

/** An outbound request, already built. `journey` lets the mocked internet link what it received. */
export interface OutboundRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  journey: string;
  timeout_ms: number;
  /** Called once when a server took the request and has not answered yet (not when the host refuses): `hook-sent` is said then. */
  taken?: () => void;
  /** False: accept a broken certificate (only mocked servers can honour it). */
  reject_unauthorized?: boolean;
}

/** The answer, or why there is none. `code` as Node's: ETIMEDOUT, ECONNREFUSED, ENOTFOUND, ECONNRESET, HOST_NOT_ALLOWED … */
export type OutboundResult = (
  | { ok: true; status: number; headers: Record<string, string>; body: Uint8Array; truncated: boolean }
  | { ok: false; code: string; detail: string }
) & {
  /**
   * Milliseconds on the cloud's clock until the answer is there. A mocked server never sleeps: it answers at once and says here how
   * long it took, so that whoever called schedules what follows at `started + took_ms` (a job), under any clock. Never above
   * `timeout_ms`: an answer that would come later is ETIMEDOUT with `took_ms === timeout_ms`.
   */
  took_ms?: number;
};

export interface Http {
  request(request: OutboundRequest): Promise<OutboundResult>;
}

/** The mocked servers behind `Http`, as the routes under `/pocket/servers` reach them. A server is named by its host. */
export interface Servers {
  list(): Omit<ServerInfo, 'fault' | 'requests_last_minute' | 'last_request_at'>[];
  /** What the server keeps, in its own words; undefined for an unknown host. */
  data(host: string): Promise<unknown>;
  clear(host: string): Promise<void>;
  /** One operation of its own (`{op, …}`); `error` says what it did not understand. */
  control(host: string, message: Record<string, unknown>): Promise<{ ok: boolean; error?: string } & Record<string, unknown>>;
}

/** `id(seed, n, length)`: `length` hex characters that depend on nothing else. Not for secrets that leave the browser. */
export type NewId = (seed: string, sequence: number, length: number) => string;

/** Turns sources into a module. A host without one leaves it to the pages (`compiler-relay.ts`). */
export interface Compiler {
  compile(job: {
    platform_id: number;
    files: { path: string; bytes: Uint8Array }[];
  }): Promise<{ ok: true; bytes: Uint8Array; sizeInfo: string; output: string } | { ok: false; output: string; errors: string[] }>;
}

/** Hands calls to a device that is online in a page or on a cable, and waits for its answer. */
export interface DeviceLink {
  call(
    device_id: string,
    message: { type: string; name?: string; arg?: string; bytes?: Uint8Array },
    timeout_ms: number,
  ): Promise<{ ok: true; value: unknown } | { ok: false; code: 'offline' | 'timed_out' | 'unknown' }>;
}

export interface Ports {
  /** Routes that need not be there from the start (`later-routes.ts`); asked for once, when the first of them is called. */
  laterRoutes(): readonly Route[];
  store: Store;
  clock: Clock;
  http: Http;
  /** The servers that `http` mocks. Their faults are rows `fault:<host>` of `server_state` (`state` is a Fault). */
  servers?: Servers;
  newId: NewId;
  /** Seed of a cloud that does not exist yet. */
  seed: string;
  home: 'service-worker' | 'page';
  /** Asks the host to call `cloud.runDue()` at this moment (cloud ms), or never (null). A hint only. */
  wake(due: number | null): void;
  /** False when the subscriber behind a stream is gone for good (bfcache, spec/service-worker.md §3). */
  isAlive?(clientId: string): Promise<boolean>;
  /** Real-time ticks for the 9 s keep-alive of streams; a test brings its own. Answers a cancel function. */
  every(ms: number, tick: () => void): () => void;
  compiler?: Compiler;
  /** A firmware that the cloud has ready under a name (`tinker`), for one platform; null when there is none. */
  knownApp?(name: string, platform_id: number): Promise<Uint8Array | null>;
  /** The catalog of integration types; without it only webhooks are known. */
  integrations?: readonly IntegrationType[];
  /** Told of every bug (a thrown value that is no caller's mistake). */
  report?(error: unknown): void;
  /** What the build wrote from `openapi.ts`; undefined where the file cannot be had. */
  description?(): Promise<Record<string, unknown> | undefined>;
}
