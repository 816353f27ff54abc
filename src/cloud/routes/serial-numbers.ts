// GET /v1/serial_numbers/:sn: which device carries a printed number (spec/cloud-api.md §2.3).
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { defineRoute } from '../route.ts';

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/v1/serial_numbers/:serial',
    summary: 'Find the id of a device by the serial number on its label.',
    tag: 'Devices',
    access: 'any',
    answer: v.object({ ok: v.literal(true), deviceID: v.string(), iccid: v.optional(v.string()) }),
    handle: async ({ params, core, caller }) => {
      core.limits.take('look-up', caller.user.id);
      const serial = params['serial'] ?? '';
      const rows = await core.read(['devices'], (tx) => tx.getAll('devices', { index: 'serial', only: serial, limit: 1 }));
      const device = rows[0];
      if (!device) throw new ApiError('not_found', 'Serial number not found. Compare it with the label on the board.');
      return { ok: true, deviceID: device.id, ...(device.iccid === undefined ? {} : { iccid: device.iccid }) };
    },
  }),
];
