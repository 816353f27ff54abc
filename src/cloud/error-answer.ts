// The one place where a caller's mistake becomes a status and a body (spec/cloud-api.md §0.4).
import { isApiError, type ApiError, type ApiErrorCode } from '../model/errors.ts';
import { json } from './answer.ts';

/** How the wild clients expect each kind of failure to be worded. */
type Shape = 'oauth' | 'text' | 'list' | 'info' | 'bare';

const SHAPES: Readonly<Record<ApiErrorCode, readonly [status: number, shape: Shape]>> = {
  invalid_request: [400, 'oauth'],
  invalid_grant: [400, 'oauth'],
  invalid_client: [400, 'oauth'],
  unsupported_grant_type: [400, 'oauth'],
  invalid_token: [401, 'oauth'],
  bad_credentials: [401, 'list'],
  unauthorized: [403, 'oauth'],
  read_only: [403, 'oauth'],
  permission_denied: [403, 'info'],
  device_owned: [403, 'list'],
  not_found: [404, 'text'],
  route_not_found: [404, 'text'],
  timed_out: [408, 'bare'],
  device_offline: [408, 'text'],
  validation: [400, 'list'],
  conflict: [409, 'list'],
  too_large: [413, 'text'],
  unsupported_media_type: [415, 'text'],
  rate_limited: [429, 'text'],
  compile_failed: [406, 'list'],
  not_supported: [501, 'text'],
  newer_cloud: [503, 'text'],
  quota_exceeded: [507, 'text'],
};

function bodyOf(error: ApiError, shape: Shape): Record<string, unknown> {
  switch (shape) {
    case 'oauth':
      return { error: error.code, error_description: error.detail };
    case 'info':
      return { error: 'Permission Denied', info: error.detail };
    case 'list':
      return { ok: false, errors: error.extra.errors ?? [error.detail] };
    case 'bare':
      return { error: error.detail };
    case 'text':
      return { ok: false, error: error.detail };
  }
}

/** Answers anything thrown; what is not an `ApiError` is a bug, told to `report` and answered without its inside. */
export function errorAnswer(thrown: unknown, report?: (error: unknown) => void): Response {
  if (!isApiError(thrown)) {
    report?.(thrown);
    return json({ ok: false, error: 'The cloud made a mistake. Try again, and report it when it stays.' }, 500);
  }
  const [status, shape] = SHAPES[thrown.code];
  const headers: Record<string, string> = {};
  if (thrown.extra.retryAfter !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(thrown.extra.retryAfter)));
  return json(thrown.extra.body ?? bodyOf(thrown, shape), thrown.extra.status ?? status, headers);
}
