// /v1/binaries: compiling sources in the cloud (spec/cloud-api.md §2.6).
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { flagField, numberField, textField } from '../../model/wire-fields.ts';
import { json } from '../answer.ts';
import { findProduct } from '../authenticate.ts';
import { binaryAnswer } from '../binary-answer.ts';
import { compileFailure, compileSources, keepBinary } from '../compile-sources.ts';
import { ACCESS_TABLES, findOwnDevice, managesProduct } from '../device-access.ts';
import { DEVICE_OS } from '../../model/build-targets.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Compiler';

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/v1/binaries',
    summary: 'Compile sources for a platform, a product or a device; the module can be downloaded for a day.',
    uploads: 'The project: one file a part, each named by its path inside the project.',
    tag: TAG,
    access: 'user',
    body: v.object({
      platform_id: v.optional(numberField('platform_id', 0, 1000)),
      product_id: v.optional(textField('product_id', 100)),
      device_id: v.optional(textField('device_id', 64)),
      build_target_version: v.optional(textField('build_target_version', 40)),
      latest: v.optional(flagField('latest')),
    }),
    answer: v.object({
      ok: v.literal(true),
      binary_id: v.string(),
      binary_url: v.string(),
      build_target_version: v.string(),
      expires_at: v.nullable(v.string()),
      sizeInfo: v.string(),
      output: v.string(),
    }),
    handle: async ({ caller, body, files, core }) => {
      const { product_id, device_id } = body;
      const platform_id = await core.read(ACCESS_TABLES, async (tx) => {
        if (body.platform_id !== undefined) return body.platform_id;
        if (device_id !== undefined) return (await findOwnDevice(core, tx, caller, device_id, 'read')).platform_id;
        if (product_id === undefined) throw new ApiError('validation', 'Say for what: platform_id, product_id or device_id.');
        const product = await findProduct(tx, product_id);
        if (!(await managesProduct(tx, caller, product))) throw new ApiError('not_found', 'Product not found.');
        return product.platform_id;
      });
      const compiled = await compileSources(core, platform_id, files);
      // 200 in 2016: old clients look at `ok`, newer ones at the status.
      if (!compiled.ok) return json(compileFailure(compiled), core.settings.rules === 'current' ? 406 : 200);
      const { bytes, sizeInfo, output } = compiled;
      const binary = await core.write(['binaries'], (tx) => keepBinary(tx, { bytes, platform_id, user_id: caller.user.id }));
      return {
        ok: true,
        binary_id: binary.id,
        binary_url: `/v1/binaries/${binary.id}`,
        build_target_version: body.build_target_version ?? DEVICE_OS,
        expires_at: binary.expires_at,
        sizeInfo,
        output,
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/binaries/:binary',
    summary: 'Download a module that you compiled.',
    produces: 'application/octet-stream',
    tag: TAG,
    access: 'user',
    handle: async ({ caller, params, core }) => {
      const binary = await core.read(['binaries'], (tx) => tx.get('binaries', params['binary'] ?? ''));
      const gone =
        !binary ||
        binary.user_id !== caller.user.id ||
        (binary.expires_at !== null && Date.parse(binary.expires_at) <= core.ports.clock.now());
      if (gone) throw new ApiError('not_found', 'Binary not found. Compiled modules are kept for a day: compile again.');
      return binaryAnswer(binary.bytes, 'firmware.bin');
    },
  }),
];
