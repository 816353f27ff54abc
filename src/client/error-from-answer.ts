// Rebuilds the `ApiError` that the cloud threw from the answer it became (spec/cloud-api.md §0.4).
import { ApiError } from '../model/errors.ts';
import type { ApiErrorCode } from '../model/errors.ts';

const oauthCodes: ReadonlySet<string> = new Set<ApiErrorCode>([
  'invalid_request',
  'invalid_grant',
  'invalid_client',
  'unsupported_grant_type',
  'invalid_token',
  'unauthorized',
]);

const byStatus: Readonly<Record<number, ApiErrorCode>> = {
  401: 'bad_credentials',
  404: 'not_found',
  406: 'compile_failed',
  408: 'timed_out',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  501: 'not_supported',
  503: 'newer_cloud',
  507: 'quota_exceeded',
};

/** `errors` comes as texts, as objects with `error`, and as nested arrays. */
const flatten = (errors: unknown): string[] => {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((entry: unknown): string[] => {
    if (typeof entry === 'string') return [entry];
    if (Array.isArray(entry)) return entry.filter((part) => typeof part === 'string');
    const text = (entry as { error?: unknown } | null)?.error;
    return typeof text === 'string' ? [text] : [];
  });
};

const codeOf = (status: number, error: string, errors: string[]): ApiErrorCode | null => {
  if (oauthCodes.has(error)) return error as ApiErrorCode;
  const known = byStatus[status];
  if (known) return known;
  if (status === 403) {
    if (error === 'read_only') return error;
    if (/own/i.test(errors.join(' '))) return 'device_owned';
    return error === 'Permission Denied' ? 'permission_denied' : 'unauthorized';
  }
  if (/timed.?out/i.test([error, ...errors].join(' '))) return 'device_offline';
  if (status === 400) return errors.length > 0 || error ? 'validation' : 'invalid_request';
  return null;
};

/** Null when the answer is not an error the cloud makes on purpose (a bug, a proxy's page). */
export const errorFromAnswer = (status: number, body: unknown, retryAfter: string | null): ApiError | null => {
  if (typeof body !== 'object' || body === null) return null;
  const answer = body as Record<string, unknown>;
  const text = (key: string): string => (typeof answer[key] === 'string' ? answer[key] : '');
  const errors = flatten(answer['errors']);
  const code = codeOf(status, text('error'), errors);
  if (!code) return null;
  const detail = text('error_description') || errors.join(' ') || text('error') || text('info');
  const seconds = Number(retryAfter);
  return new ApiError(code, detail, {
    status,
    ...(errors.length > 0 ? { errors } : {}),
    ...(retryAfter !== null && Number.isFinite(seconds) ? { retryAfter: seconds } : {}),
    body: answer,
  });
};
