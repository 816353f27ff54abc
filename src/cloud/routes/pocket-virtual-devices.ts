// What only the devices of a page do: report as the system does, and wait for mail where their firmware has to block.
import * as v from 'valibot';
import { numberField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { deviceEvent } from '../device-event.ts';
import { deviceMailbox } from '../device-mailbox.ts';
import { requireDevice } from '../greet-device.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket devices';
const MOST_MESSAGES = 100;
/** Which run of the firmware it is: mail for one that ended is not the next one's. */
const RUN = v.optional(textField('run', 64), '');

export const routes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/report',
    summary: 'Say, as a device’s system, why it restarted, or its vitals.',
    tag,
    access: 'none',
    body: v.object({
      name: v.picklist(
        ['spark/device/last_reset', 'spark/device/diagnostics/update'],
        'name must be spark/device/last_reset or spark/device/diagnostics/update.',
      ),
      data: textField('data', 1024),
    }),
    answer: OK_ANSWER,
    async handle({ core, params, body }) {
      const device = await core.read(['devices'], (tx) => requireDevice(tx, params['device']));
      await core.publish({ ...deviceEvent(device), ...body, origin: 'system' });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/wait',
    summary: 'Wait, as the worker of a device, for what its page has to say: at most `ms`, a second or less.',
    tag,
    access: 'none',
    body: v.object({ ms: numberField('ms', 0, 1000), run: RUN }),
    answer: v.object({ messages: v.array(v.unknown()) }),
    handle: async ({ core, params, body }) => ({ messages: await deviceMailbox(core).take(`${params['device']}/${body.run}`, body.ms) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/devices/:device/mail',
    summary: 'Tell the worker of a device what it waits for.',
    tag,
    access: 'none',
    body: v.object({
      run: RUN,
      messages: v.pipe(v.array(v.unknown()), v.maxLength(MOST_MESSAGES, `At most ${MOST_MESSAGES} messages at once.`)),
    }),
    answer: OK_ANSWER,
    async handle({ core, params, body }) {
      deviceMailbox(core).put(`${params['device']}/${body.run}`, body.messages);
      return { ok: true };
    },
  }),
];
