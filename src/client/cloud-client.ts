// The page's only way to the cloud: typed calls over its public HTTP API.
import { CloudUnreachable } from './cloud-unreachable.ts';
import { errorFromAnswer } from './error-from-answer.ts';
import { openEventStream } from './event-stream.ts';
import type { EventStream, EventStreamHandlers } from './event-stream.ts';
import type { CloudInfo } from '../model/cloud-state.ts';
import type { Device } from '../model/device.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration, IntegrationHealth } from '../model/integration.ts';
import type { Gauge } from '../model/limits.ts';
import type { Product } from '../model/product.ts';
import type { Fault, ServerInfo, ServerRequest } from '../model/server.ts';
import type { Mail } from '../model/user.ts';
import type { VirtualTime } from '../model/virtual-time.ts';

/** A device as lists and answers carry it (spec/cloud-api.md §2.2): the row, cut, plus two names of its own. */
export type WireDevice = Pick<Device, 'id' | 'name' | 'platform_id' | 'product_id' | 'online'> &
  Partial<Omit<Device, 'owner_id'>> & { connected: boolean; owner?: string | null };

export interface TokenAnswer {
  token_type: 'bearer';
  access_token: string;
  /** Seconds; 0 or absent for never. */
  expires_in?: number;
  refresh_token?: string;
}

export interface UserAnswer {
  username: string;
  account_info: Record<string, unknown>;
}

/** `GET …/integrations/:id`: the integration with its last attempts and its health. */
export type IntegrationDetail = Integration & {
  logs: IntegrationRun[];
  errors: IntegrationRun[];
  counters: IntegrationHealth['counters'];
  health: Pick<IntegrationHealth, 'consecutive_errors' | 'disabled_reason' | 'disabled_at' | 'sleeping_until'> & {
    /** Null where errors in a row disable nothing. */
    errors_until_disabled: number | null;
  };
};

/** One settled attempt, as `logs` and `errors` show it. */
export interface IntegrationRun {
  type: Delivery['state'];
  time: string;
  event: { name: string; data: string | null; published_at: string; coreid: string };
  request: Delivery['request'];
  response: { status: number; headers: Record<string, string>; body: string } | null;
  error: string | null;
  delivery_id: string;
  journey: string;
}

/** What a person sends to make a webhook: everything but what the cloud adds. */
export type IntegrationDraft = Partial<Omit<Integration, 'id' | 'created_at' | 'user_id' | 'product_id'>> & {
  event: string;
  url: string;
};

export interface AddDevicesAnswer {
  updated: number;
  updatedDeviceIds: string[];
  existingDeviceIds: string[];
  nonmemberDeviceIds: string[];
  invalidDeviceIds: string[];
}

export interface EventQuery {
  before?: number;
  after?: number;
  /** At most 200, 50 when left out. */
  limit?: number;
  prefix?: string;
  device?: string;
  text?: string;
  origin?: string;
  product?: number;
  journey?: string;
}

export interface PreviewAnswer {
  /** Whole sentences: why the cloud would not take these settings. */
  errors: string[];
  /** Whether this event triggers the webhook. */
  triggers: boolean;
  request: Delivery['request'];
  /** Why no request can be made of this event; null when one can. */
  error: string | null;
  topics: { response: string; error: string; sent: string };
}

export interface JourneyRow {
  id: string;
  event: StoredEvent;
  state: 'waiting' | 'done' | 'error';
  hooks: number;
}

export interface JourneyAnswer {
  id: string;
  events: StoredEvent[];
  deliveries: Delivery[];
  requests: ServerRequest[];
}

export interface SettingsAnswer {
  rules: '2016' | 'current';
  /** Hosts of the real internet that webhooks may call. */
  allowed_hosts: string[];
}

export interface ClockAnswer {
  time: VirtualTime;
  /** ISO, on the cloud's clock. */
  now: string;
  next: { due: string; kind: string; label: string } | null;
}

export interface CloudClientOptions {
  /** Address of the cloud without a trailing slash: `https://host/base/cloud`. */
  base: string;
  fetch?: typeof fetch;
  /** Asked before every call that needs a token. */
  token?: () => Promise<string>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface CallOptions {
  body?: unknown;
  form?: Record<string, string>;
  /** Sent as multipart form data. */
  upload?: FormData;
  /** False for calls that need no token; a text for another one than the account's. */
  token?: boolean | string;
}

const queryOf = (query: object): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
};

const part = (value: string | number): string => encodeURIComponent(String(value));
const scope = (product: number | null | undefined): string => (product == null ? '/v1' : `/v1/products/${product}`);

export type CloudClient = ReturnType<typeof createCloudClient>;

/** Every method throws `ApiError` for an answer that says no, and `CloudUnreachable` when there is no answer. */
export const createCloudClient = ({ base, fetch: send = fetch, token }: CloudClientOptions) => {
  const call = async <T>(method: Method, path: string, options: CallOptions = {}): Promise<T> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    let body: string | FormData | undefined;
    if (options.upload) {
      // The browser adds the content type, with the boundary it chose.
      body = options.upload;
    } else if (options.form) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      body = new URLSearchParams(options.form).toString();
    } else if (options.body !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(options.body);
    }
    const bearer = typeof options.token === 'string' ? options.token : options.token === false ? undefined : await token?.();
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
    let answer: Response;
    let text: string;
    try {
      answer = await send(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
      text = await answer.text();
    } catch (cause) {
      throw new CloudUnreachable(path, cause);
    }
    let parsed: unknown = {};
    try {
      if (text) parsed = JSON.parse(text);
    } catch (cause) {
      throw new CloudUnreachable(path, cause);
    }
    if (answer.ok) return parsed as T;
    throw (
      errorFromAnswer(answer.status, parsed, answer.headers.get('retry-after')) ??
      new CloudUnreachable(path, new Error(`status ${answer.status}`))
    );
  };
  const open = <T>(method: Method, path: string, body?: unknown): Promise<T> => call<T>(method, path, { token: false, body });

  return {
    /** Address of the cloud, without a trailing slash. */
    base,
    /** Any other call of the API, with the token of the account. */
    call,
    /** The bare answer of any address below the cloud, for whoever shows answers instead of using them. Adds no token. */
    raw: (path: string, init?: RequestInit) => send(base + path, init),

    grant: (username: string, password: string, expires_in?: number) =>
      call<TokenAnswer>('POST', '/oauth/token', {
        token: false,
        form: {
          grant_type: 'password',
          client_id: 'particle',
          client_secret: 'particle',
          username,
          password,
          ...(expires_in === undefined ? {} : { expires_in: String(expires_in) }),
        },
      }),
    createUser: (username: string, password: string) => open<{ ok: true }>('POST', '/v1/users', { username, password }),
    deleteCurrentToken: () => call<{ ok: true }>('DELETE', '/v1/access_tokens/current'),
    user: () => call<UserAnswer>('GET', '/v1/user'),
    /** The account's id and address. */
    identify: () => call<{ id: string; email: string }>('GET', '/v1/user/identify'),

    devices: () => call<WireDevice[]>('GET', '/v1/devices'),
    device: (device: string) => call<WireDevice>('GET', `/v1/devices/${part(device)}`),
    claimDevice: (id: string) => call<{ ok: true; id: string }>('POST', '/v1/devices', { body: { id } }),
    renameDevice: (device: string, name: string) =>
      call<{ id: string; name: string }>('PUT', `/v1/devices/${part(device)}`, { body: { name } }),
    /** Sends a firmware module over the air; how it ends is told as `spark/flash/status`. */
    flashDevice: (device: string, module: Uint8Array, name = 'firmware.bin') => {
      const upload = new FormData();
      upload.set('file_type', 'binary');
      upload.set('file', new Blob([module as BlobPart]), name);
      return call<{ id: string; status: string }>('PUT', `/v1/devices/${part(device)}`, { upload });
    },
    unclaimDevice: (device: string) => call<{ ok: true }>('DELETE', `/v1/devices/${part(device)}`),

    products: async () => (await call<{ products: Product[] }>('GET', '/v1/user/products')).products,
    product: async (product: number | string) => (await call<{ product: Product }>('GET', `/v1/products/${part(product)}`)).product,
    createProduct: async (draft: { name: string; platform_id: number; description?: string }) =>
      (await call<{ ok: true; product: Product }>('POST', '/v1/user/products', { body: { product: draft } })).product,
    deleteProduct: (product: number) => call<unknown>('DELETE', `/v1/products/${product}`),
    productDevices: async (product: number) =>
      (await call<{ devices: WireDevice[] }>('GET', `/v1/products/${product}/devices?per_page=100`)).devices,
    addProductDevices: (product: number, ids: string[]) =>
      call<AddDevicesAnswer>('POST', `/v1/products/${product}/devices`, { body: { ids } }),
    updateProductDevice: (product: number, device: string, change: Partial<Device> & { flash?: boolean }) =>
      call<Partial<WireDevice>>('PUT', `/v1/products/${product}/devices/${part(device)}`, { body: change }),
    removeProductDevice: (product: number, device: string) => call<unknown>('DELETE', `/v1/products/${product}/devices/${part(device)}`),

    /** Of one product, or with null of the sandbox. */
    integrations: (product: number | null) => call<Integration[]>('GET', `${scope(product)}/integrations`),
    integration: async (id: string, product: number | null) =>
      (await call<{ integration: IntegrationDetail }>('GET', `${scope(product)}/integrations/${part(id)}`)).integration,
    createIntegration: (draft: IntegrationDraft, product: number | null) =>
      call<{ ok: true; id: string; hookUrl?: string }>('POST', `${scope(product)}/integrations`, { body: draft }),
    /** Replaces the whole integration: what is left out is gone. */
    updateIntegration: (id: string, draft: IntegrationDraft, product: number | null) =>
      call<Integration>('PUT', `${scope(product)}/integrations/${part(id)}`, { body: draft }),
    deleteIntegration: (id: string, product: number | null) => call<unknown>('DELETE', `${scope(product)}/integrations/${part(id)}`),
    testIntegration: (id: string, product: number | null) =>
      call<{ ok: true }>('POST', `${scope(product)}/integrations/${part(id)}/test`, { body: {} }),

    /** Publishes with `coreid` "api": to the account's own stream, or with a product to that product's. `as`: another token. */
    publish: (event: { name: string; data?: string }, product: number | null = null, as?: string) =>
      call<{ ok: true }>('POST', product === null ? '/v1/devices/events' : `/v1/products/${product}/events`, {
        body: { ...event, private: true },
        token: as,
      }),

    info: () => open<CloudInfo>('GET', '/pocket/info'),
    events: (query: EventQuery = {}) => open<{ events: StoredEvent[]; more: boolean }>('GET', `/pocket/events${queryOf(query)}`),
    journeys: (query: { before?: number; limit?: number } = {}) =>
      open<{ journeys: JourneyRow[]; more: boolean }>('GET', `/pocket/journeys${queryOf(query)}`),
    journey: (id: string) => open<JourneyAnswer>('GET', `/pocket/journeys/${part(id)}`),
    deliveries: (query: { integration?: string; state?: string; before?: number; limit?: number } = {}) =>
      open<{ deliveries: Delivery[]; more: boolean }>('GET', `/pocket/deliveries${queryOf(query)}`),
    delivery: (id: string) => open<Delivery>('GET', `/pocket/deliveries/${part(id)}`),
    replayDelivery: (id: string, options: { times?: number; request?: Delivery['request'] } = {}) =>
      open<{ ok: true; ids: string[] }>('POST', `/pocket/deliveries/${part(id)}/replay`, options),
    /** The exact request that settings make of an event, without sending it. */
    preview: (
      integration: Record<string, unknown>,
      event: { name: string; data: string | null; coreid?: string; product_id?: number | null },
    ) => open<PreviewAnswer>('POST', '/pocket/preview', { integration, event }),
    /** The way back for a webhook the cloud disabled: its run of errors starts at zero. */
    enableIntegration: (id: string) => open<{ ok: true }>('POST', `/pocket/integrations/${part(id)}/enable`, {}),
    servers: async () => (await open<{ servers: ServerInfo[] }>('GET', '/pocket/servers')).servers,
    server: (host: string) => open<ServerInfo>('GET', `/pocket/servers/${part(host)}`),
    setFault: (host: string, fault: Fault | null) => open<unknown>('PUT', `/pocket/servers/${part(host)}`, { fault }),
    serverRequests: (host: string, query: { before?: number; limit?: number } = {}) =>
      open<{ requests: ServerRequest[]; more: boolean }>('GET', `/pocket/servers/${part(host)}/requests${queryOf(query)}`),
    /** The server's own JSON: each server says what it keeps. */
    serverData: <T>(host: string) => open<T>('GET', `/pocket/servers/${part(host)}/data`),
    clearServerData: (host: string) => open<unknown>('DELETE', `/pocket/servers/${part(host)}/data`),
    controlServer: <T>(host: string, command: { op: string } & Record<string, unknown>) =>
      open<T>('POST', `/pocket/servers/${part(host)}/control`, command),
    clock: () => open<ClockAnswer>('GET', '/pocket/clock'),
    /** 0 pauses; at most 1000. */
    setRate: (rate: number) => open<ClockAnswer>('PUT', '/pocket/clock', { rate }),
    advance: (step: { ms: number } | { to: 'next' }) => open<ClockAnswer>('POST', '/pocket/clock/advance', step),
    limits: async () => (await open<{ limits: Gauge[] }>('GET', '/pocket/limits')).limits,
    settings: () => open<SettingsAnswer>('GET', '/pocket/settings'),
    setSettings: (change: { rules?: '2016' | 'current'; allowed_hosts?: string[] }) =>
      open<SettingsAnswer>('PUT', '/pocket/settings', change),
    mails: () => open<{ mails: Mail[] }>('GET', '/pocket/mails'),
    exportCloud: () => open<unknown>('GET', '/pocket/export'),
    importCloud: (file: unknown) => open<{ ok: true }>('POST', '/pocket/import', file),
    reset: (seed?: string) => open<{ ok: true }>('POST', '/pocket/reset', seed === undefined ? {} : { seed }),

    /** A stream of the cloud's own: `/pocket/changes`, `/pocket/events/stream`. */
    stream: (path: string, handlers: EventStreamHandlers): EventStream => openEventStream(base + path, { ...handlers, fetch: send }),
  };
};
