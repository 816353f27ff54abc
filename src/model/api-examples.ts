// What the forms of the reference begin with, where an empty one would say no: values that work in a new cloud.
import { callKey, type ApiCall, type ApiValues } from './api-call.ts';

const PRODUCT = '{"name":"my-product","platform_id":32,"description":"Made in the reference"}';

const EXAMPLES: Readonly<Record<string, ApiValues>> = {
  'POST /oauth/token': {
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    client_id: 'particle',
    client_secret: 'particle',
  },
  'POST /v1/devices/events': { name: 'Hello', data: '42' },
  'POST /v1/products/{product}/events': { name: 'Hello', data: '42' },
  'GET /v1/events/{prefix}': { 'path:prefix': 'Hello' },
  'GET /v1/devices/events/{prefix}': { 'path:prefix': 'Hello' },
  'POST /v1/integrations': { event: 'Hello', url: 'https://echo.example/hello' },
  'POST /v1/webhooks': { event: 'Hello', url: 'https://echo.example/hello' },
  'POST /v1/user/products': { product: PRODUCT },
  'POST /v1/products': { product: PRODUCT },
  'PUT /v1/products/{product}': {
    settings: '{"password_reset":{"title":"My product","color":"#0a6a7b","logo_text":"My product"}}',
  },
  'POST /v1/user/password-reset': { username: 'student@example.com' },
  'POST /pocket/clock/advance': { to: 'next' },
  'PUT /pocket/clock': { rate: '10' },
};

/** By field, as `ApiValues`. */
export const exampleOf = (call: ApiCall): ApiValues => EXAMPLES[callKey(call)] ?? {};
