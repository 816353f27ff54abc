// What can be compiled for (spec/cloud-api.md §2.6).
import * as v from 'valibot';
import { buildTargets, deviceOsVersion } from '../../model/build-targets.ts';
import { ApiError } from '../../model/errors.ts';
import { numberField, textField } from '../../model/wire-fields.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Compiler';
const VERSION = v.object({
  version: v.string(),
  internal_version: v.number(),
  supported_platforms: v.array(v.number()),
  prerelease: v.boolean(),
  state: v.string(),
});

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/v1/build_targets',
    summary: 'List the Device OS versions and platforms that this cloud compiles for.',
    tag: TAG,
    access: 'none',
    query: v.object({ featured: v.optional(textField('featured', 10)) }),
    answer: v.object({
      targets: v.array(
        v.object({ version: v.string(), platforms: v.array(v.number()), prereleases: v.array(v.number()), firmware_vendor: v.string() }),
      ),
      platforms: v.record(v.string(), v.number()),
      default_versions: v.record(v.string(), v.string()),
    }),
    handle: async () => buildTargets(),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/device-os/versions',
    summary: 'List the Device OS versions there are.',
    tag: TAG,
    access: 'none',
    query: v.object({
      platform_id: v.optional(numberField('platform_id', 0, 1000)),
      internal_version: v.optional(numberField('internal_version', 0, 1_000_000)),
    }),
    answer: v.array(VERSION),
    handle: async ({ query }) => {
      const version = deviceOsVersion();
      const asked =
        (query.platform_id === undefined || version.supported_platforms.includes(query.platform_id)) &&
        (query.internal_version === undefined || version.internal_version === query.internal_version);
      return asked ? [version] : [];
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/device-os/versions/:version',
    summary: 'Read one Device OS version.',
    tag: TAG,
    access: 'none',
    answer: VERSION,
    handle: async ({ params }) => {
      const version = deviceOsVersion();
      if (params['version'] !== version.version)
        throw new ApiError('not_found', `Version not found. This cloud knows Device OS ${version.version}.`);
      return version;
    },
  }),
];
