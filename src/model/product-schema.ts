// What products, groups and firmware take and answer (spec/cloud-api.md §3).
import * as v from 'valibot';
import { MAX_GROUPS, MAX_NAME } from './storage-limits.ts';
import { flagField, listField, nameField, numberField, textField } from './wire-fields.ts';

const settings = v.record(v.string(), v.unknown(), 'settings must be an object.');
const description = textField('description', 1000);

export const PRODUCT_ANSWER = v.object({
  id: v.number(),
  platform_id: v.number(),
  name: v.string(),
  slug: v.string(),
  description: v.string(),
  user: v.string(),
  groups: v.array(v.string()),
  settings,
  device_count: v.number(),
  requires_activation_codes: v.literal(false),
});

export const NEW_PRODUCT = v.object({
  product: v.object(
    {
      name: nameField('product.name', MAX_NAME),
      description: v.optional(description, ''),
      platform_id: numberField('product.platform_id', 0, 1000),
      settings: v.optional(settings, {}),
    },
    'Give the product as {"product": {"name": …, "platform_id": …}}.',
  ),
});

export const PRODUCT_CHANGE = v.object({
  product: v.optional(
    v.object({
      name: v.optional(nameField('product.name', MAX_NAME)),
      description: v.optional(description),
      settings: v.optional(settings),
    }),
  ),
  name: v.optional(nameField('name', MAX_NAME)),
  description: v.optional(description),
  settings: v.optional(settings),
});

export const GROUP_ANSWER = v.object({
  name: v.string(),
  description: v.string(),
  color: v.string(),
  device_count: v.number(),
  fw_version: v.nullable(v.number()),
});

/** A colour goes into pages as it is: only what cannot be anything else. */
const color = v.pipe(textField('color', 20), v.regex(/^(#[0-9a-fA-F]{3,8}|[a-z]{1,20}|)$/, 'color must be #rrggbb or a colour name.'));
/** A slash would end the name inside an address. */
const groupName = v.pipe(nameField('name', MAX_NAME), v.regex(/^[^/]+$/, 'name must not contain a slash.'));

export const NEW_GROUP = v.object({
  name: groupName,
  description: v.optional(description, ''),
  color: v.optional(color, ''),
});

export const GROUP_CHANGE = v.object({
  name: v.optional(groupName),
  description: v.optional(description),
  color: v.optional(color),
});

export const FIRMWARE_ANSWER = v.object({
  _id: v.string(),
  version: v.number(),
  title: v.string(),
  description: v.string(),
  name: v.string(),
  size: v.number(),
  product_default: v.boolean(),
  uploaded_on: v.string(),
  product_id: v.number(),
  uploaded_by: v.object({ username: v.string() }),
  groups: v.array(v.string()),
  device_count: v.number(),
  intelligent: v.boolean(),
  mandatory: v.boolean(),
  updated_at: v.optional(v.string()),
});

const title = nameField('title', 100);

export const NEW_FIRMWARE = v.object({
  version: numberField('version', 0, 65_535),
  title: v.optional(title),
  description: v.optional(description, ''),
  mandatory: v.optional(flagField('mandatory'), false),
});

export const FIRMWARE_CHANGE = v.object({ title: v.optional(title), description: v.optional(description) });

export const RELEASE_REQUEST = v.object({
  version: numberField('version', 0, 65_535),
  product_default: v.optional(flagField('product_default')),
  groups: v.optional(listField('groups', MAX_GROUPS, MAX_NAME)),
  intelligent: v.optional(flagField('intelligent'), false),
});

/** Of `GET …/impact`: what the request of a release says, as a query. */
export const IMPACT_QUERY = v.object({
  action: v.optional(v.picklist(['release'], 'action is release: the impact of nothing else is known.'), 'release'),
  version: numberField('version', 0, 65_535),
  product_default: v.optional(flagField('product_default')),
  groups: v.optional(textField('groups', 4096)),
  intelligent: v.optional(flagField('intelligent'), false),
});

export const IMPACT_ANSWER = v.object({
  action: v.string(),
  version: v.number(),
  impact: v.object({
    total: v.number(),
    updates: v.number(),
    at_once: v.number(),
    at_next_handshake: v.number(),
    held_back: v.number(),
    running: v.number(),
    untouched: v.number(),
  }),
});
