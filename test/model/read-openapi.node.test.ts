// The reference understands the description of this cloud: groups, fields, answers, and what request comes of what is typed.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openApi } from '../../src/cloud/openapi.ts';
import { callKey, type ApiCall } from '../../src/model/api-call.ts';
import { buildRequest, maskSecrets } from '../../src/model/build-request.ts';
import { matchesFilter, readOpenApi } from '../../src/model/read-openapi.ts';

const document = openApi() as { paths: Record<string, Record<string, unknown>>; tags: { name: string }[] };
const groups = readOpenApi(document);
const calls = groups.flatMap((group) => group.calls);
const call = (key: string): ApiCall => {
  const found = calls.find((one) => callKey(one) === key);
  assert.ok(found, key);
  return found;
};
const field = (key: string, name: string) => call(key).fields.find((one) => one.name === name);

it('no call and no tag is lost', () => {
  assert.equal(calls.length, Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length);
  assert.equal(groups.length, document.tags.length);
  assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length);
});

it('fields say what they take', () => {
  assert.equal(field('GET /v1/products/{product}/devices', 'per_page')?.kind, 'number');
  assert.equal(field('GET /v1/products/{product}/devices', 'per_page')?.type, 'number, 25 when left out');
  assert.deepEqual(field('GET /v1/products/{product}/devices', 'sortDir')?.choices, ['asc', 'desc']);
  assert.equal(field('GET /v1/products/{product}/devices', 'quarantined')?.kind, 'boolean');
  assert.equal(field('POST /v1/binaries', 'file')?.place, 'file');
  assert.equal(field('POST /oauth/token', 'client_secret')?.kind, 'secret');
  assert.equal(field('PUT /pocket/servers/{host}', 'fault')?.kind, 'json');
  assert.equal(field('GET /v1/devices/{device}', 'device')?.place, 'path');
});

it('calls say who may make them, how a body travels, and whether they end', () => {
  assert.equal(call('GET /v1/devices').access, 'token');
  assert.equal(call('GET /pocket/info').access, 'none');
  assert.equal(call('GET /v1/access_tokens').access, 'basic');
  assert.deepEqual(call('POST /v1/binaries').encodings, ['json', 'form', 'multipart']);
  assert.deepEqual(call('GET /v1/devices').encodings, []);
  assert.equal(call('GET /v1/devices/events').streams, true);
  assert.equal(call('GET /v1/devices').streams, false);
});

it('the answer that says yes comes first and shows its shape', () => {
  const [first, ...rest] = call('POST /v1/devices/events').answers;
  assert.equal(first?.status, '2XX');
  assert.equal(first?.outline, '{\n  ok: true\n}');
  assert.deepEqual(
    rest.map(({ status }) => status),
    ['400', '401', '403', '404'],
  );
  assert.match(call('GET /pocket/clock').answers[0]?.outline ?? '', /next: \{\n {4}due: string,[\s\S]* \| null/);
});

it('the filter wants every word, in any order and case', () => {
  const found = (filter: string) => calls.filter((one) => matchesFilter(one, filter)).map(callKey);
  assert.deepEqual(found('PRODUCT publish'), found('publish product'));
  assert.ok(found('publish product').includes('POST /v1/products/{product}/events'));
  assert.deepEqual(found('publish xyzzy'), []);
});

it('a request is what was typed: path, query, header, body', () => {
  const request = buildRequest(
    call('GET /v1/products/{product}/devices'),
    { 'path:product': 'a/b c', 'query:per_page': '5', 'query:deviceName': 'x&y=z' },
    'json',
    'abc',
  );
  assert.equal(request.path, '/v1/products/a%2Fb%20c/devices?per_page=5&deviceName=x%26y%3Dz');
  assert.deepEqual(request.headers, { authorization: 'Bearer abc' });
  assert.equal(request.body, null);
});

it('JSON knows numbers and objects, forms carry nested names, parts carry no type', () => {
  const products = call('POST /v1/user/products');
  const values = { product: '{"name":"ü & co","groups":["a","b"],"x":null}' };
  assert.deepEqual(JSON.parse(buildRequest(products, values, 'json', null).body ?? ''), {
    product: { name: 'ü & co', groups: ['a', 'b'], x: null },
  });
  assert.equal(
    decodeURIComponent(buildRequest(products, values, 'form', null).body ?? ''),
    'product[name]=ü+&+co&product[groups][]=a&product[groups][]=b&product[x]=',
  );
  const parts = buildRequest(call('POST /v1/binaries'), { platform_id: '6', latest: 'true' }, 'multipart', null);
  assert.deepEqual(parts.parts, [
    ['platform_id', '6'],
    ['latest', 'true'],
  ]);
  assert.equal(parts.headers['content-type'], undefined);
});

it('null is null where it may be, and a word elsewhere', () => {
  const device = call('PUT /v1/products/{product}/devices/{device}');
  const { body } = buildRequest(device, { 'path:product': '1', 'path:device': 'd', desired_firmware_version: 'null' }, 'json', null);
  assert.deepEqual(JSON.parse(body ?? ''), { desired_firmware_version: null });
  assert.deepEqual(JSON.parse(buildRequest(call('POST /v1/devices/events'), { name: 'null' }, 'json', null).body ?? ''), { name: 'null' });
});

it('event data stays text, whatever it reads as', () => {
  const { body } = buildRequest(call('POST /v1/devices/events'), { name: 'n', data: '{"t":1}' }, 'json', null);
  assert.deepEqual(JSON.parse(body ?? ''), { name: 'n', data: '{"t":1}' });
});

it('a name and a password become HTTP Basic, in UTF-8', () => {
  const { headers } = buildRequest(
    call('GET /v1/access_tokens'),
    { 'basic:basic_name': 'jö@x', 'basic:basic_secret': 'p:ß€' },
    'json',
    'unused',
  );
  assert.equal(headers['authorization'], `Basic ${Buffer.from('jö@x:p:ß€').toString('base64')}`);
});

it('what cannot be sent is said beside its field', () => {
  assert.deepEqual(buildRequest(call('GET /v1/devices/{device}'), {}, 'json', null).problems, { 'path:device': 'This is needed.' });
  assert.deepEqual(buildRequest(call('POST /pocket/clock/advance'), { ms: 'soon' }, 'json', null).problems, {
    ms: 'This is not a number.',
  });
  assert.deepEqual(buildRequest(call('PUT /pocket/servers/{host}'), { 'path:host': 'h', fault: '{' }, 'json', null).problems, {
    fault: 'This is not valid JSON.',
  });
});

it('secrets are masked, the rest is not', () => {
  assert.deepEqual(maskSecrets(call('POST /oauth/token'), { username: 'u', password: 'p', client_secret: 's' }), {
    username: 'u',
    password: '<password>',
    client_secret: '<client_secret>',
  });
});

it('what is no OpenAPI document is refused', () => {
  for (const wrong of [null, [], {}, { openapi: '2.0', paths: {} }, { openapi: '3.1.0' }])
    assert.throws(() => readOpenApi(wrong), /not an OpenAPI 3 document/);
  assert.deepEqual(readOpenApi({ openapi: '3.1.0', paths: { '/x': { get: 5, parameters: [] } } }), []);
});
