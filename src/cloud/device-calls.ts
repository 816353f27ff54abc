// Variables, functions and ping of one device: the same under an account and under a product (spec/cloud-api.md §2.4, §2.5).
import * as v from 'valibot';
import type { Device } from '../model/device.ts';
import { textField } from '../model/wire-fields.ts';
import { callFunction, ping, readVariable } from './call-device.ts';
import { ACCESS_TABLES, findOwnDevice, findProductDevice } from './device-access.ts';
import { defineRoute, type Route, type RouteInput } from './route.ts';

const TAG = 'Device calls';
const FORMAT = v.object({ format: v.optional(textField('format', 20)) });

const argument = v.pipe(
  v.nullish(v.union([v.string(), v.number(), v.boolean()], 'arg must be text.')),
  v.transform((value) => (value === null || value === undefined ? undefined : String(value))),
);

const raw = (value: unknown): Response =>
  new Response(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), {
    // What a device says must never run as a page.
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });

const coreInfo = (device: Device) => ({
  name: device.name,
  deviceID: device.id,
  connected: device.online,
  last_handshake_at: device.last_handshake_at,
  last_app: '',
  last_heard: device.last_heard,
  product_id: device.product_id,
});

type Input = Pick<RouteInput<Record<string, string>, unknown, unknown>, 'params' | 'core' | 'caller' | 'product' | 'request'>;

/** The device of the path, in the scope of the path. */
export const deviceOf = (scope: 'user' | 'product', { core, params, caller, product, request }: Input): Promise<Device> =>
  core.read(ACCESS_TABLES, (tx) =>
    scope === 'product'
      ? findProductDevice(tx, product, params['device'] ?? '')
      : findOwnDevice(core, tx, caller, params['device'] ?? '', request.method === 'GET' ? 'read' : 'change'),
  );

export function deviceCalls(scope: 'user' | 'product'): Route[] {
  const path = scope === 'product' ? '/v1/products/:product/devices/:device' : '/v1/devices/:device';
  const access = scope === 'product' ? 'product' : 'any';
  return [
    defineRoute({
      method: 'GET',
      path: `${path}/:name`,
      summary: 'Read a variable of a device that is online.',
      tag: TAG,
      scope: 'devices.variable:get',
      access,
      query: FORMAT,
      answer: v.object({
        cmd: v.literal('VarReturn'),
        name: v.string(),
        result: v.unknown(),
        coreInfo: v.object({
          name: v.string(),
          deviceID: v.string(),
          connected: v.boolean(),
          last_handshake_at: v.nullable(v.string()),
          last_app: v.string(),
          last_heard: v.nullable(v.string()),
          product_id: v.number(),
        }),
      }),
      handle: async (input) => {
        const device = await deviceOf(scope, input);
        const name = input.params['name'] ?? '';
        const result = await readVariable(input.core, device, name);
        return input.query.format === 'raw' ? raw(result) : { cmd: 'VarReturn', name, result, coreInfo: coreInfo(device) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:name`,
      summary: 'Call a function of a device that is online, with one text as argument.',
      tag: TAG,
      scope: 'devices.function:call',
      access,
      query: FORMAT,
      body: v.object({ arg: argument, args: argument, params: argument, format: FORMAT.entries.format }),
      answer: v.object({ id: v.string(), name: v.string(), connected: v.boolean(), return_value: v.number() }),
      handle: async (input) => {
        const device = await deviceOf(scope, input);
        const { body } = input;
        // The documents say `arg`, particle-api-js `args`, very old clients `params`.
        const arg = body.arg ?? body.args ?? body.params ?? '';
        const name = input.params['name'] ?? '';
        const return_value = await callFunction(input.core, device, name, arg);
        if ((input.query.format ?? body.format) === 'raw') return raw(return_value);
        return { id: device.id, name, connected: true, return_value };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: `${path}/ping`,
      summary: 'Ask whether a device is online right now.',
      tag: TAG,
      scope: 'devices:ping',
      access,
      answer: v.object({ online: v.boolean(), ok: v.literal(true) }),
      handle: async (input) => ({ online: await ping(input.core, await deviceOf(scope, input)), ok: true }),
    }),
  ];
}
