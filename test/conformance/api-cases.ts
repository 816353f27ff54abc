// The API as data: calls and what they must answer. One set of cases for every way to reach the cloud (spec/cloud-api.md §12).

export interface Step {
  /** `POST /v1/devices/events`; `{name}` is filled in from what earlier steps kept. */
  call: string;
  /** False: without the account's token. A text: with that token. */
  token?: false | string;
  json?: unknown;
  form?: Record<string, string>;
  status: number;
  /** Every given key must be there and match; lists match item by item. `<hex24>`, `<hex40>`, `<iso>`, `<text>`, `<number>` match kinds. */
  answer?: unknown;
  /** The answer has an empty body. */
  empty?: true;
  /** Names for parts of the answer, by their path: `{ hook: 'id' }`. */
  keep?: Record<string, string>;
}

export interface StreamStep {
  /** A stream that is opened before `steps` and must then say `frames`, in order. */
  stream: string;
  steps: Step[];
  frames: { event: string; data: unknown }[];
}

export interface ApiCase {
  name: string;
  steps: (Step | StreamStep)[];
}

const product: Step = {
  call: 'POST /v1/user/products',
  json: { product: { name: 'Lamp', platform_id: 3, description: 'Glows' } },
  status: 200,
  answer: { ok: true, product: { id: '<number>', name: 'Lamp', platform_id: 3, slug: '<text>' } },
  keep: { product: 'product.id', slug: 'product.slug' },
};
const device: Step = { call: 'GET /v1/devices', status: 200, answer: [{ id: '<hex24>', name: 'pocket_board' }], keep: { device: '0.id' } };
const member: Step = {
  call: 'POST /v1/products/{product}/devices',
  json: { id: '{device}' },
  status: 200,
  answer: { updated: 1, updatedDeviceIds: ['{device}'], existingDeviceIds: [], nonmemberDeviceIds: [], invalidDeviceIds: [] },
};
const handshake: Step = {
  call: 'POST /pocket/devices/{device}/handshake',
  token: false,
  json: { platform_id: 3, system_firmware_version: '6.3.0', functions: ['led'], variables: { temp: 'int32' } },
  status: 200,
  answer: { ok: true, id: '{device}' },
};

export const apiCases: readonly ApiCase[] = [
  {
    name: 'a password gives a token that tells about itself, until it is deleted',
    steps: [
      {
        call: 'POST /oauth/token',
        token: false,
        form: {
          grant_type: 'password',
          username: 'student@example.com',
          password: 'pocket-cloud',
          client_id: 'particle',
          client_secret: 'particle',
          expires_in: '3600',
        },
        status: 200,
        answer: { token_type: 'bearer', access_token: '<hex40>', expires_in: 3600, refresh_token: '<hex40>' },
        keep: { mine: 'access_token' },
      },
      {
        call: 'GET /v1/access_tokens/current',
        token: '{mine}',
        status: 200,
        answer: { expires_at: '<iso>', client: 'particle', scopes: [], orgs: [] },
      },
      {
        call: 'GET /v1/user',
        token: '{mine}',
        status: 200,
        answer: { username: 'student@example.com', subscription_ids: [], mfa: { enabled: false } },
      },
      { call: 'DELETE /v1/access_tokens/{mine}', token: false, status: 200, answer: { ok: true } },
      { call: 'GET /v1/user', token: '{mine}', status: 401, answer: { error: 'invalid_token' } },
      { call: 'DELETE /v1/access_tokens/{mine}', token: false, status: 200, answer: { ok: true } },
    ],
  },
  {
    name: 'a wrong password, client and grant are told apart',
    steps: [
      {
        call: 'POST /oauth/token',
        token: false,
        form: { grant_type: 'password', username: 'student@example.com', password: 'x', client_id: 'particle', client_secret: 'particle' },
        status: 400,
        answer: { error: 'invalid_grant', error_description: 'User credentials are invalid' },
      },
      {
        call: 'POST /oauth/token',
        token: false,
        form: {
          grant_type: 'password',
          username: 'student@example.com',
          password: 'pocket-cloud',
          client_id: 'nobody',
          client_secret: 'x',
        },
        status: 400,
        answer: { error: 'invalid_client' },
      },
      {
        call: 'POST /oauth/token',
        token: false,
        form: { grant_type: 'magic', client_id: 'particle', client_secret: 'particle' },
        status: 400,
        answer: { error: 'unsupported_grant_type' },
      },
    ],
  },
  {
    name: 'no token, a wrong token, a wrong address and a wrong method have their shapes',
    steps: [
      { call: 'GET /v1/devices', token: false, status: 400, answer: { error: 'invalid_request', error_description: '<text>' } },
      {
        call: 'GET /v1/devices',
        token: 'ffffffffffffffffffffffffffffffffffffffff',
        status: 401,
        answer: { error: 'invalid_token', error_description: '<text>' },
      },
      { call: 'GET /v1/nothing', status: 404, answer: { error: '<text>' } },
      { call: 'DELETE /v1/build_targets', status: 405, answer: { error: '<text>' } },
      { call: 'GET /v1/devices/ffffffffffffffffffffffff', status: 403, answer: { error: 'Permission Denied', info: '<text>' } },
      { call: 'GET /v1/products/4711', status: 404, answer: { ok: false, error: 'Product not found.' } },
    ],
  },
  {
    name: 'devices are listed, read by id and name, renamed and noted',
    steps: [
      device,
      {
        call: 'GET /v1/devices/{device}/',
        status: 200,
        answer: {
          id: '{device}',
          platform_id: 3,
          product_id: 3,
          online: false,
          connected: false,
          status: 'normal',
          owner: 'student@example.com',
          functions: [],
          variables: {},
        },
      },
      {
        call: 'PUT /v1/devices/{device}',
        json: { name: 'desk_lamp' },
        status: 200,
        answer: { id: '{device}', name: 'desk_lamp', updated_at: '<iso>' },
      },
      { call: 'GET /v1/devices/desk_lamp', status: 200, answer: { id: '{device}' } },
      { call: 'PUT /v1/devices/{device}', form: { notes: 'on the left' }, status: 200, answer: { notes: 'on the left' } },
      { call: 'PUT /v1/devices/{device}/ping', json: {}, status: 200, answer: { online: false, ok: true } },
    ],
  },
  {
    name: 'functions and variables of a device that is offline fail as clients know it',
    steps: [
      device,
      handshake,
      { call: 'POST /v1/devices/{device}/led', json: { arg: 'on' }, status: 400, answer: { ok: false, error: 'Timed out.' } },
      { call: 'GET /v1/devices/{device}/temp', status: 408, answer: { error: 'Timed out.' } },
      { call: 'PUT /v1/devices/{device}', json: { signal: '1' }, status: 500, answer: { ok: false, code: 500 } },
    ],
  },
  {
    name: 'a product holds devices, in groups, and is deleted when it is empty',
    steps: [
      product,
      device,
      member,
      { call: 'GET /v1/products/{slug}', status: 200, answer: { product: { id: '{product}', name: 'Lamp', device_count: 1 } } },
      { call: 'GET /v1/user/products/', status: 200, answer: { products: [{ id: '{product}' }] } },
      {
        call: 'GET /v1/products/{product}/devices?per_page=5',
        status: 200,
        answer: {
          devices: [{ id: '{device}', product_id: '{product}', development: false, groups: [] }],
          customers: [],
          meta: { total_pages: 1 },
        },
      },
      {
        call: 'POST /v1/products/{product}/groups',
        json: { name: 'GroupA', color: '#ff0000' },
        status: 201,
        answer: { group: { name: 'GroupA', device_count: 0 } },
      },
      {
        call: 'PUT /v1/products/{product}/devices/{device}',
        json: { groups: ['GroupA'], development: true },
        status: 200,
        answer: { id: '{device}', groups: ['GroupA'], development: true, updated_at: '<iso>' },
      },
      { call: 'GET /v1/products/{product}/groups', status: 200, answer: { groups: [{ name: 'GroupA', device_count: 1 }] } },
      { call: 'DELETE /v1/products/{product}/groups/GroupA', status: 204, empty: true },
      { call: 'DELETE /v1/products/{product}', status: 400, answer: { ok: false, error: '<text>' } },
      { call: 'DELETE /v1/products/{product}/devices/{device}', status: 204, empty: true },
      { call: 'GET /v1/devices/{device}', status: 200, answer: { product_id: 3 } },
      { call: 'DELETE /v1/products/{product}', status: 204, empty: true },
      { call: 'GET /v1/products/{product}', status: 404, answer: { ok: false, error: 'Product not found.' } },
    ],
  },
  {
    name: 'an integration is created, listed, replaced, tested and deleted, in both scopes and by both names',
    steps: [
      {
        call: 'POST /v1/integrations',
        json: { integration_type: 'webhook', event: 'hot', url: 'https://echo.example/hot', method: 'put', deviceid: '' },
        status: 201,
        answer: {
          ok: true,
          id: '<hex24>',
          event: 'hot',
          integration_type: 'Webhook',
          url: 'https://echo.example/hot',
          hookUrl: '<text>',
          created_at: '<iso>',
        },
        keep: { hook: 'id' },
      },
      {
        call: 'GET /v1/integrations/{hook}',
        status: 200,
        answer: { integration: { id: '{hook}', requestType: 'PUT', logs: [], errors: [] } },
      },
      {
        call: 'PUT /v1/integrations/{hook}',
        json: { event: 'cold', url: 'https://echo.example/cold' },
        status: 200,
        answer: { ok: true, id: '{hook}', event: 'cold' },
      },
      { call: 'POST /v1/integrations/{hook}/test', status: 200, answer: { ok: true } },
      { call: 'DELETE /v1/integrations/{hook}', status: 204, empty: true },
      { call: 'GET /v1/integrations/{hook}', status: 404, answer: { ok: false, error: '<text>' } },
      {
        call: 'POST /v1/webhooks',
        form: { event: 'a', url: 'https://echo.example/a' },
        status: 201,
        answer: { ok: true, id: '<hex24>' },
        keep: { hook: 'id' },
      },
      { call: 'DELETE /v1/webhooks/{hook}', status: 200, answer: { ok: true } },
      product,
      {
        call: 'POST /v1/products/{product}/integrations',
        json: { event: 'a', url: 'https://echo.example/a' },
        status: 201,
        answer: { ok: true },
        keep: { hook: 'id' },
      },
      { call: 'GET /v1/products/{product}/integrations', status: 200, answer: [{ id: '{hook}', integration_type: 'Webhook' }] },
      { call: 'DELETE /v1/products/{product}/integrations/{hook}', status: 204, empty: true },
    ],
  },
  {
    name: 'an integration that makes no sense is refused with every reason',
    steps: [
      { call: 'POST /v1/integrations', json: {}, status: 400, answer: { ok: false, errors: ['<text>', '<text>'] } },
      { call: 'POST /v1/integrations', json: { event: 'a', url: 'ftp://x' }, status: 400, answer: { ok: false, errors: ['<text>'] } },
      {
        call: 'POST /v1/integrations',
        json: { event: 'a', url: 'https://x.example', form: { a: '1' }, json: { a: 1 } },
        status: 400,
        answer: { ok: false },
      },
    ],
  },
  {
    name: 'an event goes out on the account’s streams as the vendor frames it',
    steps: [
      {
        stream: '/v1/devices/events/te?access_token={token}',
        steps: [
          { call: 'POST /v1/devices/events', json: { name: 'other', data: 'x' }, status: 200, answer: { ok: true } },
          {
            call: 'POST /v1/devices/events',
            form: { name: 'temp', data: '72', private: 'true', ttl: '60' },
            status: 200,
            answer: { ok: true },
          },
        ],
        frames: [{ event: 'temp', data: { data: '72', ttl: '60', published_at: '<iso>', coreid: 'api' } }],
      },
    ],
  },
  {
    name: 'what a device says goes out on its product’s stream with the product’s fields',
    steps: [
      product,
      device,
      member,
      { ...handshake, json: { platform_id: 3, product_id: '{product}', firmware_version: 2, system_firmware_version: '6.3.0' } },
      {
        stream: '/v1/products/{product}/devices/{device}/events?access_token={token}',
        steps: [
          {
            call: 'POST /pocket/devices/{device}/events',
            token: false,
            json: { name: 'hum', data: '55' },
            status: 200,
            answer: { ok: true },
          },
        ],
        frames: [
          { event: 'hum', data: { data: '55', coreid: '{device}', version: 2, public: false, productID: '{product}', userid: '<hex24>' } },
        ],
      },
    ],
  },
  {
    name: 'the first event passes through the starter webhook and comes back',
    steps: [
      {
        stream: '/v1/devices/events?access_token={token}',
        steps: [{ call: 'POST /v1/devices/events', json: { name: 'FirstEvent', data: '1' }, status: 200 }],
        frames: [
          { event: 'FirstEvent', data: { data: '1', coreid: 'api' } },
          { event: 'hook-sent/FirstEvent', data: { coreid: 'particle-internal' } },
          { event: 'hook-response/FirstEvent/0', data: { coreid: 'particle-internal', data: '<text>' } },
        ],
      },
      {
        call: 'GET /pocket/journeys?limit=1',
        token: false,
        status: 200,
        answer: { journeys: [{ hooks: 1, state: 'done' }] },
        keep: { journey: 'journeys.0.id' },
      },
      {
        call: 'GET /pocket/journeys/{journey}',
        token: false,
        status: 200,
        answer: { deliveries: [{ state: 'success' }], requests: [{ host: 'echo.example', journey: '{journey}' }] },
      },
    ],
  },
  {
    name: 'an event that is none is refused and names the field',
    steps: [
      { call: 'POST /v1/devices/events', json: { data: 'x' }, status: 400, answer: { ok: false, error: '<text>' } },
      { call: 'POST /v1/devices/events', json: { name: 'a', data: { t: 1 } }, status: 400, answer: { ok: false, error: '<text>' } },
      { call: 'GET /v1/events', status: 400, answer: { ok: false } },
    ],
  },
  {
    name: 'an OAuth client of a product makes product tokens and customers, and their tokens end at the product',
    steps: [
      product,
      {
        call: 'POST /v1/products/{product}/clients',
        json: { name: 'My App', type: 'installed' },
        status: 200,
        answer: { ok: true, client: { name: 'My App', type: 'installed', id: '<text>', secret: '<hex40>' } },
        keep: { client: 'client.id', secret: 'client.secret' },
      },
      { call: 'GET /v1/products/{product}/clients', status: 200, answer: { ok: true, clients: [{ id: '{client}', name: 'My App' }] } },
      {
        call: 'POST /oauth/token',
        token: false,
        form: { grant_type: 'client_credentials', client_id: '{client}', client_secret: '{secret}' },
        status: 200,
        answer: { access_token: '<hex40>' },
        keep: { productToken: 'access_token' },
      },
      { call: 'GET /v1/products/{product}/devices', token: '{productToken}', status: 200, answer: { devices: [] } },
      {
        call: 'POST /v1/products/{product}/customers',
        token: false,
        form: { client_id: '{client}', client_secret: '{secret}', email: 'kim@example.com', password: 'geheim123' },
        status: 200,
        answer: { access_token: '<hex40>', token_type: 'bearer' },
        keep: { customerToken: 'access_token' },
      },
      { call: 'GET /v1/devices', token: '{customerToken}', status: 200, answer: [] },
      {
        call: 'GET /v1/products/{product}/devices',
        token: '{customerToken}',
        status: 403,
        answer: { error: 'unauthorized', error_description: '<text>' },
      },
    ],
  },
  {
    name: 'the clock stops, goes on and moves',
    steps: [
      {
        call: 'PUT /pocket/clock',
        token: false,
        json: { rate: 0 },
        status: 200,
        answer: { time: { rate: 0 }, next: null },
        keep: { now: 'now' },
      },
      { call: 'GET /pocket/clock', token: false, status: 200, answer: { now: '{now}' } },
      { call: 'POST /pocket/clock/advance', token: false, json: { ms: 3_600_000 }, status: 200, answer: { now: '<iso>' } },
      { call: 'PUT /pocket/clock', token: false, json: { rate: 1 }, status: 200, answer: { time: { rate: 1 } } },
      { call: 'PUT /pocket/clock', token: false, json: { rate: -1 }, status: 400, answer: { ok: false, errors: ['<text>'] } },
    ],
  },
  {
    name: 'a broken server gives an error event, a mended one an answer',
    steps: [
      { call: 'GET /pocket/servers/echo.example', token: false, status: 200, answer: { host: 'echo.example', fault: null } },
      {
        call: 'PUT /pocket/servers/echo.example',
        token: false,
        json: { fault: { kind: 'status', status: 503 } },
        status: 200,
        answer: { fault: { kind: 'status' } },
      },
      {
        stream: '/v1/devices/events/hook-?access_token={token}',
        steps: [{ call: 'POST /v1/devices/events', json: { name: 'FirstEvent' }, status: 200 }],
        frames: [
          { event: 'hook-sent/FirstEvent', data: {} },
          { event: 'hook-response/FirstEvent/0', data: { data: 'error status 503 from echo.example' } },
        ],
      },
      { call: 'PUT /pocket/servers/echo.example', token: false, json: { fault: null }, status: 200, answer: { fault: null } },
      { call: 'PUT /pocket/servers/nowhere.example', token: false, json: { fault: null }, status: 404, answer: { ok: false } },
    ],
  },
  {
    name: 'the whole cloud goes into a file and comes back',
    steps: [
      product,
      {
        call: 'GET /pocket/export',
        token: false,
        status: 200,
        answer: { format: 'pocket-cloud', tables: { products: [{ id: '{product}' }] } },
        keep: { file: '' },
      },
      { call: 'POST /pocket/reset', token: false, json: {}, status: 200, answer: { ok: true } },
      { call: 'GET /v1/products/{product}', status: 401, answer: { error: 'invalid_token' } },
      { call: 'POST /pocket/import', token: false, json: '{file}', status: 200, answer: { ok: true } },
      { call: 'GET /v1/products/{product}', status: 200, answer: { product: { name: 'Lamp' } } },
    ],
  },
];
