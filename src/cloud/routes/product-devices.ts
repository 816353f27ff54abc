// /v1/products/:product/devices: the fleet of a product (spec/cloud-api.md §2.7).
import * as v from 'valibot';
import {
  DEVICE_CHANGE_ANSWER,
  GROUPS_ACTION,
  IMPORT_ANSWER,
  IMPORT_REQUEST,
  PRODUCT_DEVICE_ANSWER,
  PRODUCT_DEVICE_CHANGE,
  PRODUCT_DEVICE_QUERY,
} from '../../model/device-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { OK_ANSWER, flagField } from '../../model/wire-fields.ts';
import { noContent } from '../answer.ts';
import { signal } from '../call-device.ts';
import { changeProductDevice, ensureGroups } from '../change-device.ts';
import { findProductDevice, ownerName } from '../device-access.ts';
import { productDeviceAnswer } from '../device-answer.ts';
import { deviceEvent } from '../device-event.ts';
import { flashFrom, wantsFlash } from '../flash-request.ts';
import { IMPORT_TABLES, asNewcomer, idsOfFile, importDevices } from '../import-devices.ts';
import { FLEET_TABLES, listProductDevices } from '../list-product-devices.ts';
import { updateDevice } from '../release-firmware.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Product devices';
const ALL = '/v1/products/:product/devices';
const ONE = `${ALL}/:device`;

export const routes = [
  defineRoute({
    method: 'GET',
    path: ALL,
    summary: 'List a page of the product’s devices.',
    tag: TAG,
    access: 'product',
    query: PRODUCT_DEVICE_QUERY,
    answer: v.object({
      devices: v.array(PRODUCT_DEVICE_ANSWER),
      customers: v.array(v.object({ id: v.string(), username: v.string(), full_name: v.string(), devices: v.array(v.string()) })),
      meta: v.object({ total_pages: v.number(), total_records: v.number(), devices_total: v.number() }),
    }),
    handle: ({ product, query, core }) => core.read(FLEET_TABLES, (tx) => listProductDevices(tx, product, query)),
  }),
  defineRoute({
    method: 'POST',
    path: ALL,
    summary: 'Add devices to the product, by id or by a file with one id or serial number a line.',
    uploads: 'A text file with one id or serial number a line.',
    tag: TAG,
    scope: 'devices:import',
    access: 'product',
    // Ten thousand ids.
    limit: 1024 * 1024,
    body: IMPORT_REQUEST,
    answer: IMPORT_ANSWER,
    handle: async ({ caller, product, body, files, core }) => {
      const names = [...(body.id === undefined ? [] : [body.id]), ...(body.ids ?? []), ...files.flatMap((file) => idsOfFile(file.bytes))];
      return core.write(IMPORT_TABLES, (tx) => importDevices(tx, caller, product, names, body.claim_user));
    },
  }),
  defineRoute({
    method: 'PUT',
    path: ALL,
    summary: 'Put many devices into groups, or take them out.',
    tag: TAG,
    access: 'product',
    limit: 1024 * 1024,
    body: GROUPS_ACTION,
    answer: OK_ANSWER,
    handle: async ({ product, body: { devices, metadata }, core }) => {
      await core.write(['devices', 'groups'], async (tx) => {
        await ensureGroups(tx, product, metadata.add);
        for (const id of devices) {
          const device = await findProductDevice(tx, product, id);
          const kept = device.groups.filter((group) => !metadata.remove.includes(group));
          await tx.put('devices', { ...device, groups: [...new Set([...kept, ...metadata.add])] });
        }
      });
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    summary: 'Read one device of the product.',
    tag: TAG,
    access: 'product',
    answer: PRODUCT_DEVICE_ANSWER,
    handle: async ({ params, product, core }) =>
      core.read(FLEET_TABLES, async (tx) => {
        const device = await findProductDevice(tx, product, params['device'] ?? '');
        const firmware = await tx.getAll('firmware', { index: 'product', only: product.id });
        return productDeviceAnswer(device, await ownerName(tx, device), firmware);
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: ONE,
    summary: 'Change a device of the product: name, notes, groups, development, approval, firmware lock; or flash it.',
    uploads: 'Sources, each named by its path inside the project, or one binary module.',
    tag: TAG,
    access: 'product',
    body: PRODUCT_DEVICE_CHANGE,
    answer: DEVICE_CHANGE_ANSWER,
    handle: async ({ params, product, body, files, core }) => {
      const before = await core.read(['devices'], (tx) => findProductDevice(tx, product, params['device'] ?? ''));
      if (wantsFlash(body, files)) return flashFrom(core, before, body, files);
      if (body.signal !== undefined) await signal(core, before, body.signal);
      const answer = await core.write(['devices', 'groups', 'firmware'], async (tx) => {
        const device = await findProductDevice(tx, product, before.id);
        const { changed } = await changeProductDevice(tx, product, device, body);
        if (Object.keys(changed).length === 0 && body.signal === undefined && body.flash === undefined)
          throw new ApiError('validation', 'Send what to change, such as name, notes, groups, development or desired_firmware_version.');
        return { id: device.id, ...changed, ...(body.signal === undefined ? {} : { signaling: body.signal }), updated_at: tx.nowIso };
      });
      for (const name of ['enabled', 'forced'] as const) {
        const value = body[`firmware_updates_${name}`];
        if (value === undefined) continue;
        await core.publish({ ...deviceEvent(before), name: `particle/device/updates/${name}`, data: String(value), origin: 'system' });
      }
      if (body.flash === true) await updateDevice(core, before.id);
      return answer;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Take a device out of the product; with deny it stays listed and shut out.',
    tag: TAG,
    access: 'product',
    body: v.object({ deny: v.optional(flagField('deny'), false) }),
    handle: async ({ params, product, body, core }) => {
      await core.write(['devices'], async (tx) => {
        const device = await findProductDevice(tx, product, params['device'] ?? '');
        // A customer has the device only through the product.
        const left = { ...device, ...asNewcomer, customer_id: null };
        await tx.put('devices', body.deny ? { ...left, denied: true, quarantined: true } : { ...left, product_id: device.platform_id });
      });
      return noContent();
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${ONE}/owner`,
    summary: 'Take a device from the person or customer who has it; it stays in the product.',
    tag: TAG,
    scope: 'devices.owner:remove',
    access: 'product',
    answer: OK_ANSWER,
    handle: async ({ params, product, core }) => {
      await core.write(['devices'], async (tx) => {
        const device = await findProductDevice(tx, product, params['device'] ?? '');
        await tx.put('devices', { ...device, owner_id: null, customer_id: null });
      });
      return { ok: true };
    },
  }),
];
