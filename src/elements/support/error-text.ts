// What a person reads when a call fails: one sentence and one next step for every code.
import { ApiError } from '../../model/errors.ts';
import type { ApiErrorCode } from '../../model/errors.ts';
import { CloudUnreachable } from '../../client/cloud-unreachable.ts';

export interface ErrorText {
  /** What happened. */
  text: string;
  /** What to do now. */
  next: string;
}

const sentences: Record<ApiErrorCode, ErrorText> = {
  invalid_request: { text: 'The cloud cannot read this request.', next: 'Check the values above and send it again.' },
  invalid_grant: { text: 'Username and password do not belong together.', next: 'Check both, or use the starter account.' },
  invalid_client: { text: 'The cloud does not know this client.', next: 'Check the client id and its secret.' },
  unsupported_grant_type: { text: 'This way of asking for a token is not offered.', next: 'Ask with a username and a password.' },
  invalid_token: { text: 'Your token is not valid any more.', next: 'Sign in again.' },
  bad_credentials: { text: 'The password is not right for this account.', next: 'Type it again.' },
  unauthorized: { text: 'This token may not do that.', next: 'Sign in with the account that owns it.' },
  read_only: { text: 'This embed is for looking only.', next: 'Open it in a page of its own to change things.' },
  permission_denied: { text: 'This device is unknown or belongs to another account.', next: 'Choose one of your devices.' },
  device_owned: { text: 'Another account owns this device.', next: 'Sign in as its owner, or choose another device.' },
  not_found: { text: 'It does not exist any more.', next: 'Choose another one, or create it again.' },
  route_not_found: { text: 'The cloud has no such address.', next: 'Reload the page to get the newest version.' },
  timed_out: { text: 'The device did not answer in time.', next: 'Check that it is online, then try again.' },
  device_offline: { text: 'The device is offline.', next: 'Start it, wait for its cyan light, then try again.' },
  validation: { text: 'The cloud does not accept these values.', next: 'Change them and send again.' },
  conflict: { text: 'Something with this name exists already.', next: 'Use it, or choose another name.' },
  too_large: { text: 'This is more than the cloud accepts at once.', next: 'Send less.' },
  unsupported_media_type: { text: 'The cloud reads forms and JSON only.', next: 'Send it as one of those.' },
  rate_limited: { text: 'The limit of calls is reached.', next: 'Wait a moment, or skip ahead on the cloud clock.' },
  compile_failed: { text: 'The source does not compile.', next: 'Read the compiler message and fix the line it names.' },
  not_supported: { text: 'This cloud does not do that.', next: 'Go on without it.' },
  newer_cloud: { text: 'A newer version of this site keeps your cloud.', next: 'Nothing is lost. Reload the page to get that version.' },
  quota_exceeded: { text: 'The browser gives this site no more room.', next: 'Clear old events, then try again.' },
};

/** Codes whose sentence of the cloud says more than ours: which field, which name, which number. */
const cloudKnowsBetter: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'validation',
  'invalid_request',
  'conflict',
  'compile_failed',
  'not_supported',
  'too_large',
]);

/** For whatever is neither the cloud's answer nor its absence: a bug of ours. */
export const pageMistake: ErrorText = { text: 'The page made a mistake.', next: 'Reload the page. Your work is kept.' };

/** Turns anything that was thrown into what to show; it never blames the person for a fault of the page. */
export const errorText = (error: unknown): ErrorText => {
  if (error instanceof ApiError) {
    const known = sentences[error.code];
    const detail = error.detail.trim();
    return cloudKnowsBetter.has(error.code) && detail ? { text: detail, next: known.next } : known;
  }
  if (error instanceof CloudUnreachable)
    return { text: 'Your cloud does not answer.', next: 'Nothing is lost. It is starting again; try once more, or reload the page.' };
  return pageMistake;
};
