import { expect } from '@esm-bundle/chai';
import { cleanUpCount, cleanUpPlan, cleanUpRules } from '../../src/model/clean-up-plan.ts';

const full = { product: 'webhook-demo-argon-418207', webhooks: 1, flashable: 1, devices: 2 };

it('nothing can go without a product', () => {
  const rules = cleanUpRules({ ...full, product: null }, new Set());
  expect(Object.values(rules).every((rule) => !rule.enabled && rule.reason === 'Choose a product first.')).to.equal(true);
});

it('a product can go when its webhook and devices go too', () => {
  expect(cleanUpRules(full, new Set()).product.reason).to.equal('Remove its webhook and its devices first.');
  expect(cleanUpRules(full, new Set(['webhooks'])).product.reason).to.equal('Remove its devices first.');
  expect(cleanUpRules(full, new Set(['devices'])).product.reason).to.equal('Delete its webhook first.');
  expect(cleanUpRules(full, new Set(['webhooks', 'devices'])).product.enabled).to.equal(true);
});

it('an empty product can go at once', () => {
  const state = { ...full, webhooks: 0, flashable: 0, devices: 0 };
  expect(cleanUpRules(state, new Set()).product.enabled).to.equal(true);
  expect(cleanUpRules(state, new Set()).webhooks.enabled).to.equal(false);
  expect(cleanUpRules(state, new Set()).firmware.reason).to.contain('online');
});

it('parts go in order, and a tick that lost its reason counts for nothing', () => {
  expect(cleanUpPlan(full, new Set(['product', 'devices', 'webhooks', 'firmware']))).to.deep.equal([
    'webhooks',
    'firmware',
    'devices',
    'product',
  ]);
  expect(cleanUpPlan(full, new Set(['product']))).to.deep.equal([]);
  expect(cleanUpCount(full, new Set(['product', 'devices', 'webhooks']))).to.equal(4);
});
