// Settings of an integration as people write them, and what becomes of them.
import { expect } from '@esm-bundle/chai';
import { readIntegration, toWireIntegration } from '../../src/model/integration-settings.ts';

const URL = 'https://echo.example/x';
const read = (input: Record<string, unknown>) => readIntegration({ event: 'temp', url: URL, ...input });

it('the shortest webhook is a POST with defaults', () => {
  const { settings, errors } = readIntegration({ event: 'temp', url: URL });
  expect(errors).to.deep.equal([]);
  expect(settings).to.deep.equal({
    integration_type: 'Webhook',
    event: 'temp',
    name: 'temp for echo.example',
    url: URL,
    requestType: 'POST',
    noDefaults: false,
    rejectUnauthorized: true,
    disabled: false,
  });
});

it('aliases come back under their canonical names', () => {
  const { settings } = readIntegration({
    eventName: 'a',
    url: URL,
    method: 'get',
    integration_type: 'webhook',
    deviceid: 'ABC123',
    responseEvent: 'r',
    errorTopic: 'e',
  });
  expect(settings).to.include({
    event: 'a',
    requestType: 'GET',
    integration_type: 'Webhook',
    deviceID: 'abc123',
    responseTopic: 'r',
    errorResponseTopic: 'e',
  });
  expect(readIntegration({ event: 'a', url: URL, errorEesponseTopic: 'x' }).settings.errorResponseTopic).to.equal('x');
});

it('the canonical name wins over its alias', () => {
  expect(read({ method: 'GET', requestType: 'PUT' }).settings.requestType).to.equal('PUT');
  expect(read({ requestType: 'PUT', method: 'GET' }).settings.requestType).to.equal('PUT');
});

it('unknown keys are kept and answered', () => {
  const { settings } = read({ mydevices: true, colour: 'red', access_token: 'secret', id: 'x' });
  expect(settings.extra).to.deep.equal({ mydevices: true, colour: 'red' });
  const wire = toWireIntegration({ ...settings, id: 'i', created_at: 't', user_id: 'u', product_id: null });
  expect(wire).to.include({ colour: 'red', mydevices: true, id: 'i' });
  expect(wire).to.not.have.any.keys('user_id', 'product_id', 'extra', 'access_token');
});

it('text of a form counts as the boolean or object it says', () => {
  const { settings } = read({
    noDefaults: 'true',
    rejectUnauthorized: 'false',
    headers: '{"X-A":1}',
    form: '{"a":"{{b}}"}',
    auth: '{"username":"u","password":"p"}',
  });
  expect(settings).to.deep.include({
    noDefaults: true,
    rejectUnauthorized: false,
    headers: { 'X-A': '1' },
    form: { a: '{{b}}' },
    auth: { username: 'u', password: 'p' },
  });
});

it('enabled is the inverse of disabled', () => {
  expect(read({ enabled: false }).settings.disabled).to.equal(true);
  expect(read({ enabled: 'true' }).settings.disabled).to.equal(false);
});

it('a missing event, a missing address and two bodies are named', () => {
  expect(readIntegration({ url: URL }).errors[0]).to.match(/^event is missing/);
  expect(readIntegration({ event: 'a' }).errors[0]).to.match(/^url is missing/);
  expect(read({ form: { a: 1 }, body: 'x' }).errors).to.deep.equal(['form and body cannot be used together: a request has one body.']);
  expect(read({ form: {}, json: { a: 1 }, body: '' }).errors).to.deep.equal([]);
});

it('PATCH and HEAD are refused with a reason', () => {
  expect(read({ requestType: 'PATCH' }).errors[0]).to.equal(
    'requestType: PATCH is not offered: PUT replaces, POST adds. Use GET, POST, PUT or DELETE.',
  );
  expect(read({ method: 'head' }).errors[0]).to.match(/HEAD is not offered/);
  expect(read({ requestType: 'POKE' }).errors[0]).to.match(/"POKE"/);
});

it('an address must be http or https, or begin with a template', () => {
  expect(read({ url: 'ftp://a' }).errors.length).to.equal(1);
  expect(read({ url: 'javascript:alert(1)' }).errors.length).to.equal(1);
  expect(read({ url: '{{{address}}}' }).errors).to.deep.equal([]);
});

it('settings of other integration types are kept as they are', () => {
  const { settings, errors } = readIntegration({ event: 'a', integration_type: 'AzureIotHub', hub_name: 'h', json: { a: 1 }, body: 'x' });
  expect(errors).to.deep.equal([]);
  expect(settings.extra).to.deep.equal({ hub_name: 'h', json: { a: 1 }, body: 'x' });
});
