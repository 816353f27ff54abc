// Device groups of a product (spec/cloud-api.md §3.2).
import * as v from 'valibot';
import { GROUP_ANSWER, GROUP_CHANGE, NEW_GROUP } from '../../model/product-schema.ts';
import { ApiError } from '../../model/errors.ts';
import type { DeviceGroup } from '../../model/product.ts';
import { MAX_GROUPS } from '../../model/storage-limits.ts';
import { nameField } from '../../model/wire-fields.ts';
import { json, noContent } from '../answer.ts';
import { GROUP_TABLES, findGroup, groupAnswers, removeGroup, renameGroup } from '../manage-groups.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Groups';
const ALL = '/v1/products/:product/groups';
const ONE = `${ALL}/:group`;
const ANSWER = v.object({ group: GROUP_ANSWER });

export const routes = [
  defineRoute({
    method: 'GET',
    path: ALL,
    summary: 'List the device groups of a product.',
    tag: TAG,
    access: 'product',
    query: v.object({ name: v.optional(nameField('name', 64)) }),
    answer: v.object({ groups: v.array(GROUP_ANSWER) }),
    handle: async ({ product, query, core }) =>
      core.read(GROUP_TABLES, async (tx) => {
        const groups = await tx.getAll('groups', { index: 'product', only: product.id });
        const part = query.name?.toLowerCase();
        return {
          groups: await groupAnswers(
            tx,
            product,
            groups.filter((group) => part === undefined || group.name.toLowerCase().includes(part)),
          ),
        };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: ALL,
    summary: 'Create a device group.',
    tag: TAG,
    access: 'product',
    body: NEW_GROUP,
    answer: ANSWER,
    handle: async ({ product, body, core }) =>
      core.write(GROUP_TABLES, async (tx) => {
        const id = `${product.id}/${body.name}`;
        if (await tx.get('groups', id)) throw new ApiError('validation', 'name is taken: the product has a group of that name.');
        if ((await tx.count('groups', { index: 'product', only: product.id })) >= MAX_GROUPS)
          throw new ApiError('validation', `A product has at most ${MAX_GROUPS} groups.`);
        const group: DeviceGroup = { ...body, id, product_id: product.id };
        await tx.put('groups', group);
        return json({ group: (await groupAnswers(tx, product, [group]))[0] }, 201);
      }),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    summary: 'Read a device group.',
    tag: TAG,
    access: 'product',
    answer: ANSWER,
    handle: async ({ product, params, core }) =>
      core.read(GROUP_TABLES, async (tx) => ({
        group: (await groupAnswers(tx, product, [await findGroup(tx, product, params['group'] ?? '')]))[0],
      })),
  }),
  defineRoute({
    method: 'PUT',
    path: ONE,
    summary: 'Rename a device group, or change its description and color. Its devices stay in it.',
    tag: TAG,
    access: 'product',
    body: GROUP_CHANGE,
    answer: ANSWER,
    handle: async ({ product, params, body, core }) =>
      core.write(GROUP_TABLES, async (tx) => {
        const before = await findGroup(tx, product, params['group'] ?? '');
        const { name = before.name, description = before.description, color = before.color } = body;
        const group = await renameGroup(tx, { ...before, description, color }, name);
        return { group: (await groupAnswers(tx, product, [group]))[0] };
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Delete a device group; its devices leave it, and nothing else happens to them.',
    tag: TAG,
    access: 'product',
    handle: async ({ product, params, core }) => {
      await core.write(GROUP_TABLES, async (tx) => removeGroup(tx, await findGroup(tx, product, params['group'] ?? '')));
      return noContent();
    },
  }),
];
