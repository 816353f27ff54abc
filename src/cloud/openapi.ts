// Describes every call as OpenAPI 3.1, from the same records and schemas that answer and validate. Build and tests alone import it:
// the worker serves what the build wrote.
import { toJsonSchema } from '@valibot/to-json-schema';
import { laterRoutes } from './later-routes.ts';
import type { Route, Schema } from './route.ts';
import { routes } from './routes.ts';

type JsonSchema = Record<string, unknown>;

const SECURITY: Readonly<Record<Route['access'], Record<string, string[]>[]>> = {
  none: [],
  user: [{ bearer: [] }, { query: [] }],
  product: [{ bearer: [] }, { query: [] }],
  any: [{ bearer: [] }, { query: [] }],
  basic: [{ basic: [] }, {}],
};
const FAILURES: Readonly<Record<string, string>> = {
  '400': 'Something in the request is wrong; the answer names it.',
  '401': 'The access token is unknown or has expired.',
  '403': 'This token may not do this, or the device is not yours.',
  '404': 'There is no such thing.',
};

/** What a client sends, or (answers) what it reads. What JSON Schema cannot say, such as a transformation, is left out. */
function schemaOf(schema: Schema, typeMode: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode, errorMode: 'ignore' }) as JsonSchema;
  return rest;
}

/** `/v1/events/:prefix{.+}` → `/v1/events/{prefix}`. */
const pathOf = (path: string): string => path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');

const operationId = ({ method, path }: Route): string =>
  `${method.toLowerCase()}_${path
    .replace(/:(\w+)(\{[^}]*\})?/g, 'by_$1')
    .replace(/[^\w]+/g, '_')
    .replace(/^_|_$/g, '')}`;

function parametersOf(route: Route): JsonSchema[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const query = route.query ? schemaOf(route.query, 'input') : {};
  const required = (query['required'] as string[] | undefined) ?? [];
  const inQuery = Object.entries((query['properties'] as Record<string, JsonSchema> | undefined) ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

function bodyOf(route: Route): JsonSchema | undefined {
  if (!route.body && route.uploads === undefined) return undefined;
  const schema = route.body ? schemaOf(route.body, 'input') : { type: 'object' };
  const content: JsonSchema = { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } };
  if (route.uploads !== undefined) {
    const file = { type: 'string', format: 'binary', description: route.uploads };
    const given = schema['properties'] as JsonSchema | undefined;
    content['multipart/form-data'] = { schema: { ...(given ? schema : { type: 'object' }), properties: { ...given, file } } };
  }
  return { content };
}

function answersOf(route: Route): JsonSchema {
  const failure = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
  });
  const schema = route.answer ? schemaOf(route.answer, 'output') : {};
  const content =
    route.produces === undefined
      ? { 'application/json': { schema } }
      : { [route.produces]: { schema: route.produces === 'application/octet-stream' ? {} : { type: 'string' } } };
  const failures = Object.entries(FAILURES)
    .filter(([status]) => route.access !== 'none' || status === '400' || status === '404')
    .map(([status, description]) => [status, failure(description)]);
  return { '2XX': { description: 'It is done.', content }, ...Object.fromEntries(failures) };
}

const operationOf = (route: Route): JsonSchema => {
  const body = bodyOf(route);
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    security: SECURITY[route.access],
    parameters: parametersOf(route),
    ...(body ? { requestBody: body } : {}),
    responses: answersOf(route),
  };
};

/** The whole document but for `servers`, which the cloud adds when it is asked. */
export function openApi(all: readonly Route[] = [...routes, ...laterRoutes]): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of [...all].sort((a, b) => (a.path < b.path ? -1 : 1)))
    (paths[pathOf(route.path)] ??= {})[route.method.toLowerCase()] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pocket Cloud',
      version: '0.1.0',
      description:
        'A device cloud that runs in the browser. Calls below /v1 and /oauth are those of the vendor; calls below /pocket are of this cloud alone.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [...new Set(all.map((route) => route.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'access_token' },
        basic: { type: 'http', scheme: 'basic' },
      },
      schemas: {
        Failure: {
          type: 'object',
          description: 'One of the shapes that occur: read error_description, then error, then errors, then info.',
          properties: {
            ok: { const: false },
            error: { type: 'string' },
            error_description: { type: 'string' },
            errors: { type: 'array' },
            info: { type: 'string' },
          },
        },
      },
    },
  };
}
