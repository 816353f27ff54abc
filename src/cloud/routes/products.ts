// /v1/products (spec/cloud-api.md §3.1).
import * as v from 'valibot';
import { NEW_PRODUCT, PRODUCT_ANSWER, PRODUCT_CHANGE } from '../../model/product-schema.ts';
import { noContent } from '../answer.ts';
import { DELETE_PRODUCT_TABLES, NEW_PRODUCT_TABLES, changeProduct, createProduct, deleteProduct, productsOf } from '../manage-products.ts';
import { PRODUCT_ANSWER_TABLES, productAnswer } from '../product-answer.ts';
import { defineRoute } from '../route.ts';

const TAG = 'Products';
const ONE = v.object({ product: PRODUCT_ANSWER });
const CHANGED = v.object({ ok: v.literal(true), product: PRODUCT_ANSWER });

export const routes = [
  ...['/v1/products', '/v1/user/products'].flatMap((path) => [
    defineRoute({
      method: 'GET',
      path,
      summary: 'List the products you made or help with.',
      tag: TAG,
      access: 'user',
      answer: v.object({ products: v.array(PRODUCT_ANSWER) }),
      handle: async ({ caller, core }) =>
        core.read(PRODUCT_ANSWER_TABLES, async (tx) => {
          const products: unknown[] = [];
          for (const product of await productsOf(tx, caller.user)) products.push(await productAnswer(tx, product));
          return { products };
        }),
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Create a product for one platform.',
      tag: TAG,
      access: 'user',
      body: NEW_PRODUCT,
      answer: CHANGED,
      handle: async ({ caller, body, core }) =>
        core.write(NEW_PRODUCT_TABLES, async (tx) => ({
          ok: true,
          product: await productAnswer(tx, await createProduct(tx, caller.user, body.product)),
        })),
    }),
  ]),
  defineRoute({
    method: 'GET',
    path: '/v1/products/:product',
    summary: 'Read a product.',
    tag: TAG,
    access: 'product',
    answer: ONE,
    handle: async ({ product, core }) => core.read(PRODUCT_ANSWER_TABLES, async (tx) => ({ product: await productAnswer(tx, product) })),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/products/:product',
    summary: 'Change a product’s name, description or settings.',
    tag: TAG,
    access: 'product',
    body: PRODUCT_CHANGE,
    answer: CHANGED,
    handle: async ({ product, body, core }) =>
      core.write(PRODUCT_ANSWER_TABLES, async (tx) => ({
        ok: true,
        product: await productAnswer(tx, await changeProduct(tx, product, body.product ?? body)),
      })),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/products/:product',
    summary: 'Delete a product that has no devices and no integrations.',
    tag: TAG,
    access: 'product',
    handle: async ({ product, core }) => {
      await core.write(DELETE_PRODUCT_TABLES, (tx) => deleteProduct(tx, product));
      return noContent();
    },
  }),
];
