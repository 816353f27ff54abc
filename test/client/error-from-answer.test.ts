import { expect } from '@esm-bundle/chai';
import { errorFromAnswer } from '../../src/client/error-from-answer.ts';

// Shapes and statuses: spec/cloud-api.md §0.4.
const answers: [number, unknown, string, string][] = [
  [
    400,
    { error: 'invalid_request', error_description: 'The access token was not found' },
    'invalid_request',
    'The access token was not found',
  ],
  [400, { error: 'invalid_grant', error_description: 'User credentials are invalid' }, 'invalid_grant', 'User credentials are invalid'],
  [
    401,
    { error: 'invalid_token', error_description: 'The access token provided is invalid.' },
    'invalid_token',
    'The access token provided is invalid.',
  ],
  [401, { ok: false, errors: ['Bad password'] }, 'bad_credentials', 'Bad password'],
  [403, { error: 'unauthorized', error_description: 'Not allowed' }, 'unauthorized', 'Not allowed'],
  [403, { error: 'Permission Denied', info: 'Unknown device' }, 'permission_denied', 'Permission Denied'],
  [
    403,
    { ok: false, errors: ['That belongs to someone else. To request a transfer ask the owner.'] },
    'device_owned',
    'That belongs to someone else. To request a transfer ask the owner.',
  ],
  [404, { ok: false, error: 'Product not found.' }, 'not_found', 'Product not found.'],
  [404, { ok: false, errors: [["Core isn't online", 404]] }, 'not_found', "Core isn't online"],
  [408, { error: 'Timed out.' }, 'timed_out', 'Timed out.'],
  [400, { ok: false, error: 'Timed out.' }, 'device_offline', 'Timed out.'],
  [500, { ok: false, code: 500, errors: [{ error: 'Request Timed Out' }] }, 'device_offline', 'Request Timed Out'],
  [400, { ok: false, errors: ['name is taken', 'platform_id is unknown'] }, 'validation', 'name is taken platform_id is unknown'],
  [409, { ok: false, error: 'exists' }, 'conflict', 'exists'],
  [406, { ok: false, code: 406, output: 'x', errors: ['a.cpp:1: error'] }, 'compile_failed', 'a.cpp:1: error'],
  [507, { ok: false, error: 'full' }, 'quota_exceeded', 'full'],
];

for (const [status, body, code, detail] of answers)
  it(`${status} ${JSON.stringify(body).slice(0, 60)} is ${code}`, () => {
    const error = errorFromAnswer(status, body, null);
    expect(error?.code).to.equal(code);
    expect(error?.detail).to.equal(detail);
    expect(error?.extra.status).to.equal(status);
  });

it('a limit says when to come back', () => {
  expect(errorFromAnswer(429, { error: 'slow down' }, '30')?.extra.retryAfter).to.equal(30);
});

it('what the cloud never says is no error of the cloud', () => {
  expect(errorFromAnswer(500, { error: 'boom' }, null)).to.equal(null);
  expect(errorFromAnswer(502, 'Bad gateway', null)).to.equal(null);
  expect(errorFromAnswer(404, null, null)).to.equal(null);
});
