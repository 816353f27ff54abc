// Which method of particle-api-js makes which call, and under which names it takes its fields (spec/cloud-api.md §8).

export interface ApiJsMethod {
  method: string;
  /**
   * Option by field of the call; `settings.*` takes every field that is not named. A dot nests: `hook.headers`.
   * Files are named `file:<field>`.
   */
  options: Readonly<Record<string, string>>;
  /** Options that are always the same. */
  fixed?: Readonly<Record<string, string>>;
  /** Only when this field is filled in; the first method that fits is used. */
  when?: string;
  /** And has this value. */
  is?: string;
  /** What it answers: `{ body }`, the bytes themselves, or a stream. */
  answers?: 'bytes' | 'stream';
}

const scoped = (path: string, methods: readonly ApiJsMethod[], verb: string): [string, readonly ApiJsMethod[]][] => [
  [`${verb} /v1${path}`, methods],
  [`${verb} /v1/products/{product}${path}`, methods.map((one) => ({ ...one, options: { product: 'product', ...one.options } }))],
];
const HOOK = {
  event: 'event',
  url: 'url',
  device: 'deviceID',
  rejectUnauthorized: 'rejectUnauthorized',
  noDefaults: 'noDefaults',
  'hook.method': 'requestType',
  'hook.auth': 'auth',
  'hook.headers': 'headers',
  'hook.query': 'query',
  'hook.json': 'json',
  'hook.form': 'form',
  'hook.body': 'body',
  'hook.responseTemplate': 'responseTemplate',
  'hook.responseEvent': 'responseTopic',
  'hook.errorResponseEvent': 'errorResponseTopic',
};
const DEVICE = { deviceId: 'device' };
const stream = (options: Record<string, string>, fixed?: Record<string, string>): ApiJsMethod => ({
  method: 'getEventStream',
  options,
  ...(fixed ? { fixed } : {}),
  answers: 'stream',
});

/** Methods that change a device; which one depends on what is changed. */
const changes = (names: readonly (readonly [method: string, option: string, field: string])[]): ApiJsMethod[] => [
  ...names.map(([method, option, field]) => ({ method, options: { ...DEVICE, [option]: field }, when: field })),
  { method: 'renameDevice', options: { ...DEVICE, name: 'name' } },
];

export const API_JS_METHODS: Readonly<Record<string, readonly ApiJsMethod[]>> = Object.fromEntries([
  [
    'POST /oauth/token',
    [
      { method: 'loginAsClientOwner', options: {}, when: 'grant_type', is: 'client_credentials' },
      { method: 'login', options: { username: 'username', password: 'password', tokenDuration: 'expires_in' } },
    ],
  ],
  ['DELETE /v1/access_tokens/{token}', [{ method: 'deleteAccessToken', options: { token: 'path:token' } }]],
  ['DELETE /v1/access_tokens/current', [{ method: 'deleteCurrentAccessToken', options: {} }]],
  ['DELETE /v1/access_tokens', [{ method: 'deleteActiveAccessTokens', options: {} }]],
  ['GET /v1/user', [{ method: 'getUserInfo', options: {} }]],
  [
    'PUT /v1/user',
    [
      { method: 'changeUserPassword', options: { currentPassword: 'current_password', password: 'password' }, when: 'password' },
      { method: 'changeUsername', options: { currentPassword: 'current_password', username: 'username' }, when: 'username' },
      { method: 'setUserInfo', options: { accountInfo: 'account_info' } },
    ],
  ],
  ['DELETE /v1/user', [{ method: 'deleteUser', options: { password: 'password' } }]],
  ['GET /v1/user/identify', [{ method: 'trackingIdentity', options: {} }]],
  ['POST /v1/users', [{ method: 'createUser', options: { username: 'username', password: 'password', accountInfo: 'account_info' } }]],
  ['POST /v1/user/password-reset', [{ method: 'resetPassword', options: { username: 'username' } }]],
  [
    'POST /v1/products/{product}/customers',
    [{ method: 'createCustomer', options: { product: 'product', email: 'email', password: 'password' } }],
  ],

  ['GET /v1/devices', [{ method: 'listDevices', options: {} }]],
  [
    'GET /v1/products/{product}/devices',
    [
      {
        method: 'listDevices',
        options: {
          product: 'product',
          deviceId: 'query:deviceId',
          deviceName: 'query:deviceName',
          sortAttr: 'query:sortAttr',
          sortDir: 'query:sortDir',
          page: 'query:page',
          perPage: 'query:per_page',
        },
      },
    ],
  ],
  ...scoped('/devices/{device}', [{ method: 'getDevice', options: DEVICE }], 'GET'),
  [
    'POST /v1/devices',
    [
      { method: 'provisionDevice', options: { productId: 'product_id' }, when: 'product_id' },
      { method: 'claimDevice', options: { deviceId: 'id', requestTransfer: 'request_transfer' } },
    ],
  ],
  [
    'POST /v1/products/{product}/devices',
    [
      { method: 'addDeviceToProduct', options: { product: 'product', file: 'file:file' }, when: 'file:file' },
      { method: 'addDeviceToProduct', options: { product: 'product', deviceId: 'id' } },
    ],
  ],
  ['DELETE /v1/devices/{device}', [{ method: 'removeDevice', options: DEVICE }]],
  [
    'DELETE /v1/products/{product}/devices/{device}',
    [{ method: 'removeDevice', options: { product: 'product', ...DEVICE, deny: 'deny' } }],
  ],
  ['DELETE /v1/products/{product}/devices/{device}/owner', [{ method: 'removeDeviceOwner', options: { product: 'product', ...DEVICE } }]],
  [
    'PUT /v1/devices/{device}',
    [
      { method: 'flashDevice', options: { ...DEVICE, files: 'file:file', targetVersion: 'build_target_version' }, when: 'file:file' },
      ...changes([
        ['signalDevice', 'signal', 'signal'],
        ['setDeviceNotes', 'notes', 'notes'],
      ]),
    ],
  ],
  [
    'PUT /v1/products/{product}/devices/{device}',
    changes([
      ['lockDeviceProductFirmware', 'desiredFirmwareVersion', 'desired_firmware_version'],
      ['markAsDevelopmentDevice', 'development', 'development'],
      ['signalDevice', 'signal', 'signal'],
      ['setDeviceNotes', 'notes', 'notes'],
    ]).map((one) => ({ ...one, options: { product: 'product', ...one.options } })),
  ],
  ...scoped('/device_claims', [{ method: 'getClaimCode', options: { iccid: 'iccid' } }], 'POST'),
  ...scoped('/devices/{device}/{name}', [{ method: 'getVariable', options: { ...DEVICE, name: 'path:name' } }], 'GET'),
  ...scoped('/devices/{device}/{name}', [{ method: 'callFunction', options: { ...DEVICE, name: 'path:name', argument: 'arg' } }], 'POST'),
  ['GET /v1/serial_numbers/{serial}', [{ method: 'lookupSerialNumber', options: { serialNumber: 'path:serial' } }]],

  [
    'POST /v1/binaries',
    [
      {
        method: 'compileCode',
        options: { files: 'file:file', platformId: 'platform_id', targetVersion: 'build_target_version' },
      },
    ],
  ],
  ['GET /v1/binaries/{binary}', [{ method: 'downloadFirmwareBinary', options: { binaryId: 'path:binary' }, answers: 'bytes' }]],
  ['GET /v1/build_targets', [{ method: 'listBuildTargets', options: { onlyFeatured: 'query:featured' } }]],
  ['GET /v1/device-os/versions', [{ method: 'listDeviceOsVersions', options: {} }]],
  ['GET /v1/device-os/versions/{version}', [{ method: 'getDeviceOsVersion', options: { version: 'path:version' } }]],

  ['GET /v1/events', [stream({})]],
  ['GET /v1/events/{prefix}', [stream({ name: 'path:prefix' })]],
  ['GET /v1/devices/events', [stream({}, { deviceId: 'mine' })]],
  ['GET /v1/devices/events/{prefix}', [stream({ name: 'path:prefix' }, { deviceId: 'mine' })]],
  ['GET /v1/devices/{device}/events', [stream(DEVICE)]],
  ['GET /v1/devices/{device}/events/{prefix}', [stream({ ...DEVICE, name: 'path:prefix' })]],
  ['GET /v1/products/{product}/events', [stream({ product: 'product' })]],
  ['GET /v1/products/{product}/events/{prefix}', [stream({ product: 'product', name: 'path:prefix' })]],
  ['GET /v1/products/{product}/devices/events', [stream({ product: 'product' }, { deviceId: 'mine' })]],
  ['GET /v1/products/{product}/devices/events/{prefix}', [stream({ product: 'product', name: 'path:prefix' }, { deviceId: 'mine' })]],
  ['GET /v1/products/{product}/devices/{device}/events', [stream({ product: 'product', ...DEVICE })]],
  ['GET /v1/products/{product}/devices/{device}/events/{prefix}', [stream({ product: 'product', ...DEVICE, name: 'path:prefix' })]],
  ['POST /v1/devices/events', [{ method: 'publishEvent', options: { name: 'name', data: 'data', isPrivate: 'private' } }]],
  [
    'POST /v1/products/{product}/events',
    [{ method: 'publishEvent', options: { product: 'product', name: 'name', data: 'data', isPrivate: 'private' } }],
  ],

  ...scoped('/webhooks', [{ method: 'createWebhook', options: HOOK }], 'POST'),
  ...scoped('/webhooks', [{ method: 'listWebhooks', options: {} }], 'GET'),
  ...scoped('/webhooks/{integration}', [{ method: 'deleteWebhook', options: { hookId: 'path:integration' } }], 'DELETE'),
  ...scoped(
    '/integrations',
    [{ method: 'createIntegration', options: { event: 'event', deviceId: 'deviceID', settings: 'settings.*' } }],
    'POST',
  ),
  ...scoped(
    '/integrations/{integration}',
    [
      {
        method: 'editIntegration',
        options: { integrationId: 'path:integration', event: 'event', deviceId: 'deviceID', settings: 'settings.*' },
      },
    ],
    'PUT',
  ),
  ...scoped('/integrations', [{ method: 'listIntegrations', options: {} }], 'GET'),
  ...scoped('/integrations/{integration}', [{ method: 'deleteIntegration', options: { integrationId: 'path:integration' } }], 'DELETE'),

  ...scoped('/clients', [{ method: 'listOAuthClients', options: {} }], 'GET'),
  ...scoped(
    '/clients',
    [{ method: 'createOAuthClient', options: { name: 'name', type: 'type', redirect_uri: 'redirect_uri', scope: 'scope' } }],
    'POST',
  ),
  ...scoped(
    '/clients/{client}',
    [{ method: 'updateOAuthClient', options: { clientId: 'path:client', name: 'name', scope: 'scope' } }],
    'PUT',
  ),
  ...scoped('/clients/{client}', [{ method: 'deleteOAuthClient', options: { clientId: 'path:client' } }], 'DELETE'),

  ['GET /v1/products', [{ method: 'listProducts', options: {} }]],
  ['GET /v1/products/{product}', [{ method: 'getProduct', options: { product: 'product' } }]],
  ['GET /v1/products/{product}/firmware', [{ method: 'listProductFirmware', options: { product: 'product' } }]],
  [
    'POST /v1/products/{product}/firmware',
    [
      {
        method: 'uploadProductFirmware',
        options: { product: 'product', version: 'version', title: 'title', description: 'description', file: 'file:file' },
      },
    ],
  ],
  [
    'GET /v1/products/{product}/firmware/{version}',
    [{ method: 'getProductFirmware', options: { product: 'product', version: 'path:version' } }],
  ],
  [
    'PUT /v1/products/{product}/firmware/{version}',
    [
      {
        method: 'updateProductFirmware',
        options: { product: 'product', version: 'path:version', title: 'title', description: 'description' },
      },
    ],
  ],
  [
    'GET /v1/products/{product}/firmware/{version}/binary',
    [{ method: 'downloadProductFirmware', options: { product: 'product', version: 'path:version' }, answers: 'bytes' }],
  ],
  [
    'PUT /v1/products/{product}/firmware/release',
    [
      {
        method: 'releaseProductFirmware',
        options: {
          product: 'product',
          version: 'version',
          product_default: 'product_default',
          groups: 'groups',
          intelligent: 'intelligent',
        },
      },
    ],
  ],
  ['GET /v1/products/{product}/team', [{ method: 'listTeamMembers', options: { product: 'product' } }]],
  ['POST /v1/products/{product}/team', [{ method: 'inviteTeamMember', options: { product: 'product', username: 'username' } }]],
  [
    'DELETE /v1/products/{product}/team/{username}',
    [{ method: 'removeTeamMember', options: { product: 'product', username: 'path:username' } }],
  ],
] as [string, readonly ApiJsMethod[]][]);
