// The description of the calls is valid OpenAPI 3.1 by a public validator and leaves no call out.
import { Validator } from '@seriousme/openapi-schema-validator';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { openApi } from '../../src/cloud/openapi.ts';
import { routes } from '../../src/cloud/routes.ts';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: { name: string; in: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
}
const document = openApi() as { openapi: string; tags: { name: string }[]; paths: Record<string, Record<string, Operation>> };
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

it('the description is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.equal(valid, true, JSON.stringify(errors, null, 1));
  assert.equal(validator.version, '3.1');
});

it('every route is one operation with its own name, a sentence and a tag', () => {
  const all = [...routes, ...laterRoutes];
  assert.equal(operations.length, all.length);
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, all.length);
  for (const { operationId, summary, tags } of operations) {
    assert.match(summary, /^[A-Z].*\.$/, operationId);
    assert.doesNotMatch(summary, /!/, operationId);
    assert.equal(tags.length, 1, operationId);
  }
});

it('no two paths differ in the names of their parameters only', () => {
  const shapes = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}'));
  assert.deepEqual(
    shapes.filter((shape, at) => shapes.indexOf(shape) !== at),
    [],
  );
});

it('a call tells what it takes: path, query, body, files, and what it answers', () => {
  const publish = document.paths['/v1/products/{product}/events']?.['post'];
  assert.deepEqual(publish?.parameters, [{ name: 'product', in: 'path', required: true, schema: { type: 'string' } }]);
  assert.ok(JSON.stringify(publish?.requestBody).includes('"ttl"'));
  const log = document.paths['/pocket/events']?.['get'];
  assert.deepEqual(
    log?.parameters.map(({ name }) => name),
    ['before', 'after', 'limit', 'prefix', 'device', 'text', 'origin', 'product', 'journey'],
  );
  const flash = document.paths['/v1/devices/{device}']?.['put'];
  assert.ok(JSON.stringify(flash?.requestBody).includes('multipart/form-data'));
  const stream = document.paths['/v1/events/{prefix}']?.['get'];
  assert.ok(JSON.stringify(stream?.responses).includes('text/event-stream'));
});
