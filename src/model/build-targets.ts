// What this cloud can compile for: the virtual board, and nothing it could not keep its word on (spec/cloud-api.md §2.6).
import { PLATFORMS } from './platforms.ts';

/** Device OS whose programming interface the virtual board offers. */
export const DEVICE_OS = '5.9.0';
const VIRTUAL = 3;

/** Body of `GET /v1/build_targets`. `platforms` names every platform, as tools translate names with it. */
export const buildTargets = () => ({
  targets: [{ version: DEVICE_OS, platforms: [VIRTUAL], prereleases: [], firmware_vendor: 'Pocket Cloud' }],
  platforms: Object.fromEntries(PLATFORMS.map(({ name, id }) => [name, id])),
  default_versions: { [VIRTUAL]: DEVICE_OS },
});

export const deviceOsVersion = () => ({
  version: DEVICE_OS,
  internal_version: 5900,
  supported_platforms: [VIRTUAL],
  prerelease: false,
  state: 'released',
});
