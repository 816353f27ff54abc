// Claim codes, and transfers that wait for an owner's word (spec/cloud-api.md §1.6).
import * as v from 'valibot';
import { OK_ANSWER, flagField, textField } from '../../model/wire-fields.ts';
import { CLAIM_TABLES, createClaimCode, settleTransfer, transferOf } from '../claim-device.ts';
import { ACCESS_TABLES, managesProduct, notAllowed, ownDevices } from '../device-access.ts';
import { defineRoute, type Route } from '../route.ts';

const TAG = 'Device claims';

function claimRoute(scope: 'user' | 'product'): Route {
  return defineRoute({
    method: 'POST',
    path: scope === 'product' ? '/v1/products/:product/device_claims' : '/v1/device_claims',
    summary: 'Get a code that lives an hour: the device that connects with it becomes yours.',
    tag: TAG,
    access: 'any',
    body: v.object({ iccid: v.nullish(textField('iccid', 40)), imei: v.nullish(textField('imei', 40)) }),
    answer: v.object({ claim_code: v.string(), device_ids: v.array(v.string()) }),
    handle: async ({ caller, product, core }) =>
      core.write([...ACCESS_TABLES, 'claim_codes'], async (tx) => {
        const { kind, product_id } = caller.token;
        if (kind === 'product' || kind === 'api-user') throw notAllowed();
        if (scope === 'product' && kind === 'customer' && product_id !== product.id) throw notAllowed();
        if (scope === 'product' && kind === 'user' && !(await managesProduct(tx, caller, product))) throw notAllowed();
        const code = await createClaimCode(tx, caller, scope === 'product' ? product.id : product_id);
        return { claim_code: code.id, device_ids: (await ownDevices(tx, caller)).map((device) => device.id) };
      }),
  });
}

export const routes = [
  claimRoute('user'),
  claimRoute('product'),
  defineRoute({
    method: 'GET',
    path: '/pocket/transfers/:code',
    summary: 'Tell which device a mailed code asks its owner for.',
    tag: TAG,
    access: 'none',
    answer: v.object({ id: v.string(), name: v.string() }),
    handle: async ({ params, core }) =>
      core.read(CLAIM_TABLES, async (tx) => {
        const { id, name } = await transferOf(tx, params['code'] ?? '');
        return { id, name };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/transfers/:code',
    summary: 'Hand the device over to whoever asked for it, or say no.',
    tag: TAG,
    access: 'none',
    body: v.object({ accept: flagField('accept') }),
    answer: OK_ANSWER,
    handle: async ({ params, body, core }) => {
      await core.write(CLAIM_TABLES, (tx) => settleTransfer(tx, params['code'] ?? '', body.accept));
      return { ok: true };
    },
  }),
];
