// Every program the reference shows for particle-api-js makes the call it stands for: the real library runs it, its network is watched.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import Particle from 'particle-api-js';
import { openApi } from '../../src/cloud/openapi.ts';
import { callKey, valueKey, type ApiCall, type ApiValues } from '../../src/model/api-call.ts';
import { apiJsCall, Code, toApiJs } from '../../src/model/api-js-code.ts';
import { API_JS_METHODS } from '../../src/model/api-js-methods.ts';
import { buildRequest } from '../../src/model/build-request.ts';
import { readOpenApi } from '../../src/model/read-openapi.ts';

const calls = readOpenApi(openApi()).flatMap((group) => group.calls);
const byKey = new Map(calls.map((call) => [callKey(call), call]));

interface Seen {
  method: string;
  uri: string;
  data?: Record<string, unknown>;
  form?: Record<string, unknown>;
  files?: Record<string, unknown>;
}

/** Runs what the reference shows and answers what would have gone over the network. */
const runs = async (call: ApiCall, values: ApiValues): Promise<Seen> => {
  const encoding = Object.keys(values).some((key) => key.startsWith('file:')) ? 'multipart' : (call.encodings[0] ?? 'json');
  const made = apiJsCall(call, values, buildRequest(call, values, encoding, null));
  assert.ok(made, callKey(call));
  const particle = new Particle({ baseUrl: 'https://cloud.example', auth: 'a'.repeat(40) }) as unknown as Record<
    string,
    (options: unknown) => Promise<unknown>
  > & { agent: unknown };
  let seen: Seen | undefined;
  const verb = (method: string) => (options: Seen) => {
    seen = { ...options, method };
    return Promise.resolve({ body: {} });
  };
  particle.agent = {
    ...Object.fromEntries(['get', 'post', 'put', 'delete'].map((name) => [name, verb(name)])),
    request: (options: Seen) => verb(options.method)(options),
  };
  assert.equal(typeof particle[made.method], 'function', made.method);
  if (made.answers === 'stream') {
    // A stream opens its own connection; its address is all there is to see.
    const { uri } = await streamUri(made.options);
    return { method: 'get', uri };
  }
  await particle[made.method]!(made.options);
  assert.ok(seen, made.method);
  return seen;
};

/** What getEventStream asks for: it is refused at once, and the refusal names the address. */
const streamUri = async (options: Record<string, unknown>): Promise<{ uri: string }> => {
  const { createServer } = await import('node:http');
  let asked = '';
  const server = createServer((request, response) => {
    asked = request.url ?? '';
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no"}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const particle = new Particle({ baseUrl: `http://127.0.0.1:${port}`, auth: 'a'.repeat(40) });
  await particle.getEventStream(options).catch(() => {});
  const uri = asked.split('?')[0]!;
  server.close();
  return { uri };
};

const filled = (call: ApiCall, only: (key: string) => boolean): ApiValues =>
  Object.fromEntries(
    call.fields
      .filter((field) => field.place === 'path' || only(valueKey(field)))
      .map((field) => [
        valueKey(field),
        field.kind === 'number' ? '7' : field.kind === 'boolean' ? 'true' : field.kind === 'json' ? '{}' : (field.choices[0] ?? 'x1'),
      ]),
  );

it('the table names calls of this cloud only', () => {
  for (const key of Object.keys(API_JS_METHODS)) assert.ok(byKey.has(key), key);
});

for (const [key, methods] of Object.entries(API_JS_METHODS))
  for (const method of methods)
    it(`${method.method}${method.when ? ` with ${method.when}` : ''} makes ${key}`, async () => {
      const call = byKey.get(key)!;
      const wanted = new Set(Object.values(method.options));
      const values = {
        ...filled(call, (name) => wanted.has(name) && !name.startsWith('file:')),
        ...(Object.values(method.options).includes('file:file') ? { 'file:file': 'src/app.cpp' } : {}),
        ...(method.when !== undefined && method.is !== undefined ? { [method.when]: method.is } : {}),
      };
      const made = apiJsCall(call, values, buildRequest(call, values, 'json', null));
      assert.equal(made?.method, method.method);
      const seen = await runs(call, values);
      assert.equal(`${seen.method.toUpperCase()} ${seen.uri}`, `${call.method} ${call.path.replace(/\{\w+\}/g, 'x1')}`);
    });

it('every other call goes through the generic verbs, but for files and streams that the library has no method for', async () => {
  const without: string[] = [];
  for (const call of calls.filter((one) => API_JS_METHODS[callKey(one)] === undefined)) {
    const values = filled(call, () => false);
    const made = apiJsCall(call, values, buildRequest(call, values, 'json', null));
    if (made === null) without.push(callKey(call));
    else {
      const seen = await runs(call, values);
      assert.equal(`${seen.method.toUpperCase()} ${seen.uri}`, `${call.method} ${call.path.replace(/\{\w+\}/g, 'x1')}`);
    }
  }
  assert.deepEqual(without.sort(), [
    'GET /pocket/changes',
    'GET /pocket/compiler',
    'GET /pocket/devices/{device}/link',
    'GET /pocket/events/stream',
  ]);
});

it('fields arrive under the names the cloud reads', async () => {
  const publish = await runs(byKey.get('POST /v1/products/{product}/events')!, { 'path:product': '7', name: 'Hello', data: '{"t":25}' });
  assert.deepEqual(publish.data, { name: 'Hello', data: '{"t":25}', private: undefined });
  const hook = await runs(byKey.get('POST /v1/webhooks')!, {
    event: 'a',
    url: 'https://x.example',
    requestType: 'GET',
    headers: '{"a":"b"}',
  });
  assert.equal(hook.data?.['requestType'], 'GET');
  assert.deepEqual(hook.data?.['headers'], { a: 'b' });
  const integration = await runs(byKey.get('PUT /v1/integrations/{integration}')!, {
    'path:integration': 'i',
    event: 'a',
    url: 'https://x.example',
    noDefaults: 'true',
  });
  assert.deepEqual(integration.data, { event: 'a', deviceid: undefined, url: 'https://x.example', noDefaults: 'true' });
  const flash = await runs(byKey.get('PUT /v1/devices/{device}')!, { 'path:device': 'd', 'file:file': 'src/a.cpp\nproject.properties' });
  assert.deepEqual(Object.keys(flash.files ?? {}), ['src/a.cpp', 'project.properties']);
  assert.ok(Object.values(flash.files ?? {})[0] instanceof Code);
});

it('the program reads as one would write it', () => {
  const program = (key: string, values: ApiValues) => {
    const call = byKey.get(key)!;
    return toApiJs(call, values, buildRequest(call, values, 'json', null), { base: 'https://h.example/cloud', auth: '<token>' });
  };
  assert.equal(
    program('POST /v1/devices/events', { name: "it's", data: '42' }),
    `const particle = new Particle({
  baseUrl: 'https://h.example/cloud',
  auth: '<token>',
});
const { body } = await particle.publishEvent({ name: 'it\\'s', data: '42' });`,
  );
  assert.equal(
    program('GET /v1/devices/events/{prefix}', { 'path:prefix': 'Hello' })?.split('\n').slice(4).join('\n'),
    `const stream = await particle.getEventStream({ deviceId: 'mine', name: 'Hello' });
stream.on('event', ({ name, data }) => console.log(name, data));`,
  );
  assert.equal(
    program('GET /v1/build_targets', {}),
    `const particle = new Particle({ baseUrl: 'https://h.example/cloud' });\nconst { body } = await particle.listBuildTargets({});`,
  );
});
