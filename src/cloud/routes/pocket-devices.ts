// What a device does: say who it is, hold its link, answer calls, publish.
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { flagField, numberField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { deviceEvent } from '../device-event.ts';
import { rateOf } from '../device-rate.ts';
import { checkData, checkName, checkTtl, maxDataBytes } from '../event-rules.ts';
import { greetDevice, requireDevice } from '../greet-device.ts';
import { updateDevice } from '../release-firmware.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket devices';
const version = (name: string) => v.optional(v.nullable(numberField(name, 0, 65_535)));

const HANDSHAKE = v.object({
  platform_id: numberField('platform_id', 0, 255),
  product_id: v.optional(v.nullable(numberField('product_id', 0, 4_294_967_295))),
  firmware_version: version('firmware_version'),
  system_firmware_version: v.optional(v.nullable(textField('system_firmware_version', 32)), null),
  functions: v.optional(v.pipe(v.array(textField('Each of functions', 64, 1)), v.maxLength(64, 'functions has at most 64 entries.')), []),
  variables: v.optional(
    v.pipe(
      v.record(
        textField('Each name of variables', 64, 1),
        v.picklist(['int32', 'double', 'string', 'bool'], 'A variable is int32, double, string or bool.'),
      ),
      v.check((all) => Object.keys(all).length <= 64, 'variables has at most 64 entries.'),
    ),
    {},
  ),
  app_hash: v.optional(v.nullable(textField('app_hash', 128))),
  claim_code: v.optional(textField('claim_code', 63)),
  subscriptions: v.optional(
    v.pipe(v.array(textField('Each of subscriptions', 256)), v.maxLength(32, 'subscriptions has at most 32 entries.')),
  ),
});

export const routes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/handshake',
    summary: 'Say, as a device, what it is and can do.',
    tag,
    access: 'none',
    body: HANDSHAKE,
    answer: v.looseObject({ ok: v.literal(true), id: v.string(), name: v.string(), online: v.boolean() }),
    async handle({ core, params, body }) {
      const device = await greetDevice(core, params['device'], body);
      return {
        ok: true,
        id: device.id,
        name: device.name,
        owner_id: device.owner_id,
        product_id: device.product_id,
        online: core.link.isOpen(device.id),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pocket/devices/:device/link',
    produces: 'text/event-stream',
    summary: 'Open, as a device, the line on which the cloud calls it. It is online while this is open.',
    tag,
    access: 'none',
    async handle({ core, params, clientId }) {
      const device = await core.read(['devices'], (tx) => requireDevice(tx, params['device']));
      const response = await core.link.open(device, clientId);
      // The handshake comes before the link, so the update that waits starts here.
      void updateDevice(core, device.id).catch((error: unknown) => core.ports.report?.(error));
      return response;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/link/:call',
    summary: 'Answer, as a device, a call that came down the link.',
    tag,
    access: 'none',
    body: v.object({
      ok: flagField('ok'),
      value: v.optional(v.union([v.string(), v.number(), v.boolean(), v.null()], 'value is text, a number, true, false or null.')),
    }),
    answer: OK_ANSWER,
    async handle({ core, params, body }) {
      const { id } = await core.read(['devices'], (tx) => requireDevice(tx, params['device']));
      if (!core.link.answer(id, params['call'] ?? '', body))
        throw new ApiError('not_found', 'Nobody waits for the answer to this call any more.');
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/events',
    summary: 'Publish an event as a device.',
    tag,
    access: 'none',
    body: v.looseObject({
      name: v.optional(v.string('name must be text.')),
      data: v.optional(v.unknown()),
      ttl: v.optional(v.unknown()),
      via: v.optional(v.literal('usb', 'via is usb, or left out.')),
    }),
    answer: v.object({ ok: v.literal(true), id: v.number(), journey: v.string() }),
    async handle({ core, params, body }) {
      const device = await core.read(['devices'], (tx) => requireDevice(tx, params['device']));
      const draft = {
        ...deviceEvent(device),
        name: checkName(body.name, true),
        data: checkData(body.data, maxDataBytes(device.system_firmware_version)),
        ttl: checkTtl(body.ttl),
        origin: 'device' as const,
        // A board that has no way to the cloud but the page it is plugged into (spec/device.md §8).
        ...(body.via === undefined ? {} : { via: body.via }),
      };
      rateOf(core)(device.id, core.ports.clock.now());
      const { id, journey } = await core.publish(draft);
      return { ok: true, id, journey };
    },
  }),
];
