// Many devices in one call: what a fleet on a page says about itself and publishes.
import * as v from 'valibot';
import { isApiError } from '../../model/errors.ts';
import type { Device } from '../../model/device.ts';
import { ApiError } from '../../model/errors.ts';
import { newDevice } from '../../model/new-device.ts';
import { MAX_DEVICES } from '../../model/storage-limits.ts';
import { numberField, textField } from '../../model/wire-fields.ts';
import { deviceEvent } from '../device-event.ts';
import { rateOf } from '../device-rate.ts';
import { checkData, checkName, maxDataBytes } from '../event-rules.ts';
import { requireDeviceId } from '../greet-device.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket devices';
const MOST_DEVICES = 1000;
const MOST_EVENTS = 500;

export const routes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/pocket/fleet',
    summary: `Say, as up to ${MOST_DEVICES} devices at once, who they are. A device that nobody knows becomes known.`,
    tag,
    access: 'none',
    body: v.object({
      platform_id: numberField('platform_id', 0, 255),
      ids: v.pipe(
        v.array(textField('Each of ids', 24, 24)),
        v.minLength(1, 'ids must name a device.'),
        v.maxLength(MOST_DEVICES, `ids has at most ${MOST_DEVICES} entries.`),
      ),
    }),
    answer: v.object({ ok: v.literal(true), known: v.number(), created: v.number() }),
    async handle({ core, body }) {
      const ids = [...new Set(body.ids.map(requireDeviceId))];
      return core.write(['devices'], async (tx) => {
        let room = MAX_DEVICES - (await tx.count('devices'));
        let created = 0;
        for (const id of ids) {
          const before = await tx.get('devices', id);
          // Nobody speaks for a device that says who it is by itself.
          if (before) continue;
          if (room-- <= 0) throw new ApiError('validation', `This cloud keeps at most ${MAX_DEVICES} devices.`);
          created += 1;
          const device = newDevice({
            id,
            name: `device_${id.slice(-6)}`,
            platform_id: body.platform_id,
            serial_number: `PC${id.slice(-10).toUpperCase()}`,
            created_at: tx.nowIso,
          });
          await tx.put('devices', { ...device, last_handshake_at: tx.nowIso, last_heard: tx.nowIso, last_ip_address: '127.0.0.1' });
        }
        return { ok: true, known: ids.length - created, created };
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/fleet/events',
    summary: `Publish up to ${MOST_EVENTS} events, each as a device. One that may not be published keeps back no other.`,
    tag,
    access: 'none',
    body: v.object({
      events: v.pipe(
        v.array(v.object({ device: textField('device', 24, 24), name: v.string('name must be text.'), data: v.optional(v.unknown()) })),
        v.maxLength(MOST_EVENTS, `events has at most ${MOST_EVENTS} entries.`),
      ),
    }),
    answer: v.object({ published: v.number(), refused: v.array(v.object({ device: v.string(), code: v.string(), error: v.string() })) }),
    async handle({ core, body }) {
      const devices = new Map<string, Device>();
      await core.read(['devices'], async (tx) => {
        for (const id of new Set(body.events.map(({ device }) => device))) {
          const device = await tx.get('devices', id);
          if (device) devices.set(id, device);
        }
      });
      const publish = async ({ device: id, name, data }: (typeof body.events)[number]): Promise<void> => {
        const device = devices.get(id);
        if (!device) throw new ApiError('not_found', 'Device not found. A device says who it is before anything else.');
        const draft = {
          ...deviceEvent(device),
          name: checkName(name, true),
          data: checkData(data, maxDataBytes(device.system_firmware_version)),
          origin: 'device' as const,
        };
        rateOf(core)(id, core.ports.clock.now());
        await core.publish(draft);
      };
      const done = await Promise.allSettled(body.events.map(publish));
      const refused: { device: string; code: string; error: string }[] = [];
      for (const [at, result] of done.entries()) {
        if (result.status === 'fulfilled') continue;
        const error = result.reason as unknown;
        if (!isApiError(error)) throw error;
        refused.push({ device: body.events[at]?.device ?? '', code: error.code, error: error.detail });
      }
      return { published: done.length - refused.length, refused };
    },
  }),
];
