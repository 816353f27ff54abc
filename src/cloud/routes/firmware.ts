// /v1/products/:product/firmware (spec/cloud-api.md §3.3).
import * as v from 'valibot';
import {
  FIRMWARE_ANSWER,
  FIRMWARE_CHANGE,
  IMPACT_ANSWER,
  IMPACT_QUERY,
  NEW_FIRMWARE,
  RELEASE_REQUEST,
} from '../../model/product-schema.ts';
import { ApiError } from '../../model/errors.ts';
import { json, noContent } from '../answer.ts';
import { binaryAnswer } from '../binary-answer.ts';
import { FIRMWARE_TABLES, deleteFirmware, findFirmware, firmwareAnswers, uploadFirmware } from '../manage-firmware.ts';
import { impactOfRelease, RELEASE_TABLES, releaseFirmware, updateFleet } from '../release-firmware.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Firmware';
const ALL = '/v1/products/:product/firmware';
const ONE = `${ALL}/:version`;

export const routes = [
  defineRoute({
    method: 'GET',
    path: ALL,
    summary: 'List the firmware versions of a product, newest first.',
    tag: TAG,
    access: 'product',
    answer: v.array(FIRMWARE_ANSWER),
    handle: async ({ product, core }) =>
      core.read(FIRMWARE_TABLES, async (tx) => {
        const rows = await tx.getAll('firmware', { index: 'product', only: product.id });
        return firmwareAnswers(
          tx,
          product,
          rows.toSorted((a, b) => b.version - a.version),
        );
      }),
  }),
  defineRoute({
    method: 'POST',
    path: ALL,
    summary: 'Upload a module as a version of the product’s firmware.',
    uploads: 'The module, as the part file or binary.',
    tag: TAG,
    access: 'product',
    body: NEW_FIRMWARE,
    answer: FIRMWARE_ANSWER,
    handle: async ({ product, caller, body, files, core }) => {
      const [file] = files;
      if (!file) throw new ApiError('validation', 'file is missing: send the module as a file of a multipart form.');
      const uploaded_by = caller.user.username;
      const answer = await core.write(FIRMWARE_TABLES, async (tx) => {
        const firmware = await uploadFirmware(tx, product, { ...body, bytes: file.bytes, name: file.name, uploaded_by });
        return (await firmwareAnswers(tx, product, [firmware]))[0];
      });
      return json(answer, 201);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `${ALL}/release`,
    summary: 'Release a version to groups or to the whole product. One device must run it already.',
    tag: TAG,
    scope: 'firmware:release',
    access: 'product',
    body: RELEASE_REQUEST,
    answer: FIRMWARE_ANSWER,
    handle: async ({ product, body, core }) => {
      const answer = await core.write([...RELEASE_TABLES, 'binaries'], async (tx) => {
        const released = await releaseFirmware(tx, product, body);
        return { ...(await firmwareAnswers(tx, product, [released]))[0], updated_at: tx.nowIso };
      });
      // Others update at their next handshake.
      if (body.intelligent) await updateFleet(core, product);
      return answer;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/products/:product/impact',
    summary: 'Count the devices that a release would update, without releasing.',
    tag: TAG,
    access: 'product',
    query: IMPACT_QUERY,
    answer: IMPACT_ANSWER,
    handle: async ({ product, query, core }) => {
      const groups = query.groups?.split(',').filter((name) => name !== '');
      const impact = await core.read(RELEASE_TABLES, (tx) =>
        impactOfRelease(tx, product, { ...query, groups }, (id) => core.link.isOpen(id)),
      );
      return { action: query.action, version: query.version, impact };
    },
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    summary: 'Read one firmware version.',
    tag: TAG,
    access: 'product',
    answer: FIRMWARE_ANSWER,
    handle: async ({ product, params, core }) =>
      core.read(
        FIRMWARE_TABLES,
        async (tx) => (await firmwareAnswers(tx, product, [await findFirmware(tx, product, params['version'] ?? '')]))[0],
      ),
  }),
  defineRoute({
    method: 'PUT',
    path: ONE,
    summary: 'Change the title or description of a firmware version.',
    tag: TAG,
    access: 'product',
    body: FIRMWARE_CHANGE,
    answer: FIRMWARE_ANSWER,
    handle: async ({ product, params, body, core }) =>
      core.write(FIRMWARE_TABLES, async (tx) => {
        const before = await findFirmware(tx, product, params['version'] ?? '');
        const next = { ...before, title: body.title ?? before.title, description: body.description ?? before.description };
        await tx.put('firmware', next);
        return (await firmwareAnswers(tx, product, [next]))[0];
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${ONE}/binary`,
    produces: 'application/octet-stream',
    summary: 'Download the module of a firmware version.',
    tag: TAG,
    access: 'product',
    handle: async ({ product, params, core }) => {
      const { firmware, binary } = await core.read(FIRMWARE_TABLES, async (tx) => {
        const found = await findFirmware(tx, product, params['version'] ?? '');
        return { firmware: found, binary: await tx.get('binaries', found.binary_id) };
      });
      if (!binary) throw new ApiError('not_found', 'The bytes of this version are gone. Delete the version and upload it again.');
      return binaryAnswer(binary.bytes, `product-${product.id}-v${firmware.version}.bin`);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Delete a firmware version that is released to nobody.',
    tag: TAG,
    access: 'product',
    handle: async ({ product, params, core }) => {
      await core.write(FIRMWARE_TABLES, async (tx) =>
        deleteFirmware(tx, product, await findFirmware(tx, product, params['version'] ?? '')),
      );
      return noContent();
    },
  }),
];
