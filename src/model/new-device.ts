// A device that has not said anything yet.
import type { Device } from './device.ts';

const CELLULAR = [10, 13, 15, 23, 25, 26, 28, 35, 37];

/** In the sandbox of nobody; `created_at` is an ISO time. */
export const newDevice = (given: Pick<Device, 'id' | 'name' | 'platform_id' | 'serial_number' | 'created_at'>): Device => ({
  ...given,
  product_id: given.platform_id,
  owner_id: null,
  customer_id: null,
  notes: null,
  online: false,
  status: 'normal',
  cellular: CELLULAR.includes(given.platform_id),
  last_heard: null,
  last_handshake_at: null,
  last_ip_address: null,
  functions: [],
  variables: {},
  system_firmware_version: null,
  firmware_version: null,
  firmware_product_id: null,
  app_hash: null,
  desired_firmware_version: null,
  targeted_firmware_release_version: null,
  firmware_updates_enabled: true,
  firmware_updates_forced: false,
  development: false,
  quarantined: false,
  denied: false,
  groups: [],
  signaling: false,
  virtual: given.platform_id === 3,
  created_at: given.created_at,
});
