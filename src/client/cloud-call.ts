// One call of the HTTP API: JSON, a form or files out, JSON back, and an error that says which of the two failed.
import { CloudUnreachable } from './cloud-unreachable.ts';

export interface CloudClientOptions {
  /** Address of the cloud without a trailing slash: `https://host/base/cloud`. */
  base: string;
  fetch?: typeof fetch;
  /** Asked before every call that needs a token. */
  token?: () => Promise<string>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export interface CallOptions {
  body?: unknown;
  form?: Record<string, string>;
  /** Sent as multipart form data. */
  upload?: FormData;
  /** False for calls that need no token; a text for another one than the account's. */
  token?: boolean | string;
}

/** The call throws `ApiError` for an answer that says no, and `CloudUnreachable` when there is no answer. */
export const createCall =
  ({ base, fetch: send = fetch, token }: CloudClientOptions) =>
  async <T>(method: Method, path: string, options: CallOptions = {}): Promise<T> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    let body: string | FormData | undefined;
    if (options.upload) {
      // The browser adds the content type, with the boundary it chose.
      body = options.upload;
    } else if (options.form) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      body = new URLSearchParams(options.form).toString();
    } else if (options.body !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(options.body);
    }
    const bearer = typeof options.token === 'string' ? options.token : options.token === false ? undefined : await token?.();
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
    let answer: Response;
    let text: string;
    try {
      answer = await send(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
      text = await answer.text();
    } catch (cause) {
      throw new CloudUnreachable(path, cause);
    }
    let parsed: unknown = {};
    try {
      if (text) parsed = JSON.parse(text);
    } catch (cause) {
      throw new CloudUnreachable(path, cause);
    }
    if (answer.ok) return parsed as T;
    // Most visits meet none.
    const { errorFromAnswer } = await import('./error-from-answer.ts').catch((cause: unknown) => {
      throw new CloudUnreachable(path, cause);
    });
    throw (
      errorFromAnswer(answer.status, parsed, answer.headers.get('retry-after')) ??
      new CloudUnreachable(path, new Error(`status ${answer.status}`))
    );
  };
