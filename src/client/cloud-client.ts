// The page's only way to the cloud: typed calls over its public HTTP API.
import type {
  AddDevicesAnswer,
  ClockAnswer,
  EventQuery,
  IntegrationDetail,
  IntegrationDraft,
  JourneyAnswer,
  JourneyRow,
  PreviewAnswer,
  SettingsAnswer,
  OwnedProduct,
  TokenAnswer,
  UserAnswer,
  WireDevice,
} from './cloud-answers.ts';
import { createCall, type CloudClientOptions, type Method } from './cloud-call.ts';
import { openEventStream } from './event-stream.ts';
import type { EventStream, EventStreamHandlers } from './event-stream.ts';
import type { CloudInfo } from '../model/cloud-state.ts';
import type { Device } from '../model/device.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import type { Gauge } from '../model/limits.ts';
import type { Product } from '../model/product.ts';
import type { Fault, ServerInfo, ServerRequest } from '../model/server.ts';
import type { Mail } from '../model/user.ts';

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
export const createCloudClient = (options: CloudClientOptions) => {
  const { base, fetch: send = fetch } = options;
  const call = createCall(options);
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

    products: async () => (await call<{ products: OwnedProduct[] }>('GET', '/v1/user/products')).products,
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
    deliveries: (query: { integration?: string; user?: string; product?: number; state?: string; before?: number; limit?: number } = {}) =>
      open<{ deliveries: Delivery[]; more: boolean }>('GET', `/pocket/deliveries${queryOf(query)}`),
    delivery: (id: string) => open<Delivery>('GET', `/pocket/deliveries/${part(id)}`),
    replayDelivery: (id: string, options: { times?: number; request?: Delivery['request'] } = {}) =>
      open<{ ok: true; ids: string[] }>('POST', `/pocket/deliveries/${part(id)}/replay`, options),
    /** The exact request that settings make of an event, without sending it. */
    preview: (
      integration: Record<string, unknown>,
      event: { name: string; data: string | null; coreid?: string; product_id?: number | null },
    ) => open<PreviewAnswer>('POST', '/pocket/preview', { integration, event }),
    /** How webhooks are doing. One that went meanwhile is left out: to ask for it by name would be answered with an error. */
    integrationsHealth: async (ids: readonly string[]) =>
      ids.length === 0
        ? []
        : (await open<{ integrations: IntegrationDetail[] }>('GET', `/pocket/integrations${queryOf({ ids: ids.join() })}`)).integrations,
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
