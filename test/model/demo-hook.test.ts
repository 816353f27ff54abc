import { expect } from '@esm-bundle/chai';
import { demoHook, hookDrift } from '../../src/model/demo-hook.ts';

const needed = demoHook('5d1c');
const asStored = {
  ...needed,
  id: 'f'.repeat(24),
  name: 'WebhookDemo01 for demo-server.example',
  disabled: false,
  rejectUnauthorized: true,
};

it('the demo hook is the one of the lesson', () => {
  expect(needed.event).to.equal('WebhookDemo01');
  expect(needed.requestType).to.equal('POST');
  expect(needed.noDefaults).to.equal(true);
  expect(needed.headers).to.deep.equal({ 'Content-Type': 'application/json', Authorization: 'Bearer 5d1c' });
  expect(needed.responseTopic).to.equal('{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}');
});

it('a hook as the cloud keeps it has no drift', () => {
  expect(hookDrift(asStored, needed)).to.deep.equal([]);
  expect(
    hookDrift({ ...asStored, headers: JSON.stringify({ 'content-type': 'application/json', authorization: 'Bearer 5d1c' }) }, needed),
  ).to.deep.equal([]);
});

it('drift names the field with both values', () => {
  expect(hookDrift({ ...asStored, event: 'WebhookDemo' }, needed)).to.deep.equal([
    { field: 'event', found: 'WebhookDemo', needed: 'WebhookDemo01' },
  ]);
  expect(hookDrift({ ...asStored, headers: { 'Content-Type': 'application/json' } }, needed)).to.deep.equal([
    { field: 'headers.Authorization', found: '(absent)', needed: 'Bearer 5d1c' },
  ]);
});

it('a second body, a device filter and a disabled hook are drift', () => {
  const fields = hookDrift({ ...asStored, json: { a: 1 }, deviceID: 'e00f', disabled: true }, needed).map((drift) => drift.field);
  expect(fields).to.deep.equal(['json', 'deviceID', 'disabled']);
});
