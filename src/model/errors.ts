// The words for what can go wrong between a caller and the cloud.

/** Codes a caller can meet. Each maps to one status and one body in `cloud/error-answer.ts`. */
export type ApiErrorCode =
  | 'invalid_request' // 400: no token, or a body that cannot be read
  | 'invalid_grant' // 400: user credentials are wrong
  | 'invalid_client' // 400: client credentials are wrong
  | 'unsupported_grant_type' // 400
  | 'invalid_token' // 401: unknown, revoked or expired token
  | 'bad_credentials' // 401: HTTP Basic user:password is wrong
  | 'unauthorized' // 403: this kind of token may not call this
  | 'read_only' // 403: an embed that is for looking only
  | 'permission_denied' // 403: device unknown or not yours
  | 'device_owned' // 403: somebody else owns the device
  | 'not_found' // 404: {ok:false,error}
  | 'route_not_found' // 404: no such route
  | 'timed_out' // 408: the device did not answer
  | 'device_offline' // 400 or 408 or 500 by rule set and call
  | 'validation' // 400: {ok:false,errors:[…]}
  | 'conflict' // 409: duplicate
  | 'too_large' // 413
  | 'unsupported_media_type' // 415
  | 'rate_limited' // 429 + Retry-After
  | 'compile_failed' // 406
  | 'not_supported' // 501: honest "not in this cloud"
  | 'newer_cloud' // 503: a newer version of the site wrote this cloud
  | 'quota_exceeded'; // 507: the browser gives no more storage

/** A caller's mistake. Thrown anywhere in the cloud, answered in one place. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly code: ApiErrorCode,
    /** A whole sentence that says what to do next. */
    readonly detail: string,
    readonly extra: { status?: number; errors?: string[]; retryAfter?: number; body?: Record<string, unknown> } = {},
  ) {
    super(detail);
  }
}

/** By name, not by class: the worker's two scripts each have a class of their own (src/worker/later.ts). */
export const isApiError = (error: unknown): error is ApiError => error instanceof Error && error.name === 'ApiError';

/** Throws when a promise of our own code is broken: a bug, never a caller's mistake. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Invariant: ${sentence}`);
}
