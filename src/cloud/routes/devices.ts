// /v1/devices: the devices of an account or a customer (spec/cloud-api.md §2.3).
import * as v from 'valibot';
import { CLAIM_ANSWER, CLAIM_REQUEST, DEVICE_ANSWER, DEVICE_CHANGE, DEVICE_CHANGE_ANSWER } from '../../model/device-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { OK_ANSWER } from '../../model/wire-fields.ts';
import { signal } from '../call-device.ts';
import { checkDeviceName } from '../change-device.ts';
import { CLAIM_TABLES, claimDevice } from '../claim-device.ts';
import { ACCESS_TABLES, findOwnDevice, notAllowed, ownDevices, ownerName } from '../device-access.ts';
import { deviceAnswer } from '../device-answer.ts';
import { flashFrom, wantsFlash } from '../flash-request.ts';
import { PROVISION_TABLES, provisionDevice } from '../provision-device.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Devices';
const NAMED = [...ACCESS_TABLES, 'users', 'customers'] as const;

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/v1/devices',
    summary: 'List your devices, the one that connected last first.',
    tag: TAG,
    access: 'any',
    answer: v.array(DEVICE_ANSWER),
    handle: async ({ caller, core }) =>
      core.read(NAMED, async (tx) => {
        if (caller.token.kind === 'product' || caller.token.kind === 'api-user') throw notAllowed();
        const devices = await ownDevices(tx, caller);
        const newest = devices.toSorted(
          (a, b) => (b.last_handshake_at ?? '').localeCompare(a.last_handshake_at ?? '') || a.id.localeCompare(b.id),
        );
        const answers: unknown[] = [];
        for (const device of newest) answers.push(deviceAnswer(device, await ownerName(tx, device)));
        return answers;
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/devices',
    summary: 'Claim a device that is online, ask its owner for it, or make a new device for a product.',
    tag: TAG,
    access: 'any',
    body: CLAIM_REQUEST,
    answer: CLAIM_ANSWER,
    handle: async ({ caller, body, core }) => {
      if (caller.token.kind === 'product' || caller.token.kind === 'api-user') throw notAllowed();
      const { id, product_id, request_transfer = false } = body;
      if (id === undefined && product_id !== undefined) {
        const device = await core.write(PROVISION_TABLES, (tx) => provisionDevice(tx, caller, String(product_id)));
        return { ok: true, device_id: device.id };
      }
      if (id === undefined) throw new ApiError('validation', 'Send the id of the device: 24 hexadecimal digits.');
      const online = (device_id: string) => core.link.isOpen(device_id);
      const claim = await core.write(CLAIM_TABLES, (tx) => claimDevice(tx, caller, id, { online, request_transfer }));
      if ('transfer_id' in claim) return { ok: true, transfer_id: claim.transfer_id };
      const user_id = claim.device.customer_id ?? claim.device.owner_id;
      return { user_id, id: claim.device.id, connected: claim.device.online, ok: true };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/devices/:device',
    summary: 'Read one of your devices, by id or name.',
    tag: TAG,
    access: 'any',
    answer: DEVICE_ANSWER,
    handle: async ({ caller, params, core }) =>
      core.read(NAMED, async (tx) => {
        const device = await findOwnDevice(core, tx, caller, params['device'] ?? '', 'read');
        return deviceAnswer(device, await ownerName(tx, device));
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/devices/:device',
    summary: 'Rename a device, note something, let it shine, or flash it with sources, a binary or a known application.',
    uploads: 'Sources, each named by its path inside the project, or one binary module.',
    tag: TAG,
    access: 'any',
    body: DEVICE_CHANGE,
    answer: DEVICE_CHANGE_ANSWER,
    handle: async ({ caller, params, body, files, core }) => {
      const { name, notes } = body;
      const device = await core.read(ACCESS_TABLES, (tx) => findOwnDevice(core, tx, caller, params['device'] ?? ''));
      if (wantsFlash(body, files)) return flashFrom(core, device, body, files);
      if (body.signal !== undefined) {
        await signal(core, device, body.signal);
        if (name === undefined && notes === undefined) return { id: device.id, connected: true, signaling: body.signal };
      }
      if (name === undefined && notes === undefined && body.signal === undefined)
        throw new ApiError('validation', 'Send what to change: name, notes, signal, or files to flash.');
      return core.write(ACCESS_TABLES, async (tx) => {
        const row = await findOwnDevice(core, tx, caller, device.id);
        if (name !== undefined) await checkDeviceName(tx, row, name);
        const changed = { ...(name === undefined ? {} : { name }), ...(notes === undefined ? {} : { notes }) };
        await tx.put('devices', { ...row, ...changed });
        return { id: row.id, ...changed, updated_at: tx.nowIso };
      });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/devices/:device',
    summary: 'Give a device up, so that someone else can claim it.',
    tag: TAG,
    access: 'any',
    answer: OK_ANSWER,
    handle: async ({ caller, params, core }) => {
      await core.write(ACCESS_TABLES, async (tx) => {
        const device = await findOwnDevice(core, tx, caller, params['device'] ?? '');
        await tx.put('devices', { ...device, owner_id: null, customer_id: null, transfer: undefined });
      });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/devices/:device/unprotect',
    summary: 'Not in this cloud: device protection.',
    tag: TAG,
    access: 'any',
    handle: () => Promise.reject(new ApiError('not_supported', 'This cloud does not protect devices, so there is nothing to unprotect.')),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/devices/:device/backup_files',
    summary: 'Not in this cloud: manufacturing backups.',
    tag: TAG,
    access: 'any',
    handle: () => Promise.reject(new ApiError('not_supported', 'Only the maker of a board has its manufacturing backup.')),
  }),
];
