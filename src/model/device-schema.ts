// What device calls take and answer (spec/cloud-api.md §2).
import * as v from 'valibot';
import { MAX_DEVICE_GROUPS, MAX_IMPORT, MAX_NAME, MAX_NOTES } from './storage-limits.ts';
import { flagField, listField, nameField, nothing, numberField, textField } from './wire-fields.ts';

const time = v.nullable(v.string());

export const DEVICE_ANSWER = v.object({
  id: v.string(),
  name: v.string(),
  owner: v.nullable(v.string()),
  platform_id: v.number(),
  product_id: v.number(),
  serial_number: v.string(),
  notes: v.nullable(v.string()),
  online: v.boolean(),
  connected: v.boolean(),
  status: v.string(),
  cellular: v.boolean(),
  last_heard: time,
  last_handshake_at: time,
  last_ip_address: time,
  functions: v.array(v.string()),
  variables: v.record(v.string(), v.string()),
  system_firmware_version: v.nullable(v.string()),
  firmware_updates_enabled: v.boolean(),
  firmware_updates_forced: v.boolean(),
  iccid: v.optional(v.string()),
  imei: v.optional(v.string()),
});

export const PRODUCT_DEVICE_ANSWER = v.object({
  ...DEVICE_ANSWER.entries,
  firmware_version: v.nullable(v.number()),
  firmware_product_id: v.nullable(v.number()),
  desired_firmware_version: v.nullable(v.number()),
  targeted_firmware_release_version: v.nullable(v.number()),
  development: v.boolean(),
  quarantined: v.boolean(),
  denied: v.boolean(),
  groups: v.array(v.string()),
  group_ids: v.array(v.string()),
});

const signal = v.pipe(
  v.union([v.picklist(['0', '1']), v.picklist([0, 1]), v.boolean()], 'signal must be 1 (start) or 0 (stop).'),
  v.transform((value) => value === '1' || value === 1 || value === true),
);
const name = nameField('name', MAX_NAME);
const notes = v.nullish(textField('notes', MAX_NOTES));

/** Fields of a flash beside its files. */
const flash = {
  app: v.optional(textField('app', 64)),
  file_type: v.optional(textField('file_type', 20)),
  build_target_version: v.optional(textField('build_target_version', 40)),
  latest: v.optional(flagField('latest')),
};

export const DEVICE_CHANGE = v.object({ name: v.optional(name), notes, signal: v.optional(signal), ...flash });

export const PRODUCT_DEVICE_CHANGE = v.object({
  name: v.optional(name),
  notes,
  signal: v.optional(signal),
  development: v.optional(flagField('development')),
  desired_firmware_version: v.optional(v.union([nothing, numberField('desired_firmware_version', 0, 65_535)])),
  flash: v.optional(flagField('flash')),
  groups: v.optional(listField('groups', MAX_DEVICE_GROUPS, MAX_NAME)),
  denied: v.optional(flagField('denied')),
  quarantined: v.optional(flagField('quarantined')),
  firmware_updates_enabled: v.optional(flagField('firmware_updates_enabled')),
  firmware_updates_forced: v.optional(flagField('firmware_updates_forced')),
  app: flash.app,
  file_type: flash.file_type,
  build_target_version: flash.build_target_version,
  latest: flash.latest,
});
export type ProductDeviceChange = v.InferOutput<typeof PRODUCT_DEVICE_CHANGE>;

export const DEVICE_CHANGE_ANSWER = v.looseObject({ id: v.optional(v.string()), updated_at: v.optional(v.string()) });

export const CLAIM_REQUEST = v.object({
  id: v.optional(textField('id', 64)),
  request_transfer: v.optional(flagField('request_transfer')),
  product_id: v.optional(v.union([v.number('product_id must be a number or a slug.'), textField('product_id', 100)])),
});

export const CLAIM_ANSWER = v.object({
  ok: v.literal(true),
  id: v.optional(v.string()),
  user_id: v.optional(v.string()),
  connected: v.optional(v.boolean()),
  transfer_id: v.optional(v.string()),
  device_id: v.optional(v.string()),
});

export const IMPORT_REQUEST = v.object({
  id: v.optional(textField('id', 64)),
  ids: v.optional(listField('ids', MAX_IMPORT)),
  import_method: v.optional(textField('import_method', 20)),
  claim_user: v.optional(textField('claim_user', 254)),
  import_sims: v.optional(flagField('import_sims')),
});

export const IMPORT_ANSWER = v.object({
  updated: v.number(),
  updatedDeviceIds: v.array(v.string()),
  existingDeviceIds: v.array(v.string()),
  nonmemberDeviceIds: v.array(v.string()),
  invalidDeviceIds: v.array(v.string()),
  protectedDeviceIds: v.array(v.string()),
});

export const DEVICE_SORTS = ['deviceId', 'deviceName', 'firmwareVersion', 'lastConnection', 'serialNumber'] as const;

export const PRODUCT_DEVICE_QUERY = v.object({
  page: v.optional(numberField('page', 1, 1_000_000), 1),
  per_page: v.optional(numberField('per_page', 1, 1000), 25),
  deviceId: v.optional(textField('deviceId', 64)),
  deviceName: v.optional(textField('deviceName', MAX_NAME)),
  serialNumber: v.optional(textField('serialNumber', 64)),
  groups: v.optional(listField('groups', MAX_DEVICE_GROUPS, MAX_NAME)),
  sortAttr: v.optional(v.picklist(DEVICE_SORTS, `sortAttr must be one of ${DEVICE_SORTS.join(', ')}.`), 'lastConnection'),
  sortDir: v.optional(v.picklist(['asc', 'desc'], 'sortDir must be asc or desc.')),
  quarantined: v.optional(flagField('quarantined')),
});
export type ProductDeviceQuery = v.InferOutput<typeof PRODUCT_DEVICE_QUERY>;

export const GROUPS_ACTION = v.object({
  action: v.literal('groups', 'action must be groups.'),
  devices: listField('devices', MAX_IMPORT),
  metadata: v.object(
    {
      add: v.optional(listField('metadata.add', MAX_DEVICE_GROUPS, MAX_NAME), []),
      remove: v.optional(listField('metadata.remove', MAX_DEVICE_GROUPS, MAX_NAME), []),
    },
    'metadata must hold add, remove or both.',
  ),
});
