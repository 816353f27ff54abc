// One call that a person tries: sent as it is shown, and its answer as it arrives, streams included.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CloudClient } from '../../client/cloud-client.ts';
import type { BuiltRequest } from '../../model/build-request.ts';

export interface TrialAnswer {
  status: number;
  headers: [name: string, value: string][];
  type: string;
  /** Until the whole answer was there, or until now. Milliseconds. */
  ms: number;
  /** Bytes received so far. */
  size: number;
  /** What is shown: text, cut where it gets long. Empty for bytes that are no text. */
  text: string;
  /** A body that is no text, to be saved. */
  bytes: Blob | null;
  state: 'open' | 'done' | 'stopped' | 'full';
}

export type TrialFile = readonly [field: string, file: File];

/** A stream is read until it showed this much; reading on would only fill the page. */
const MOST_TEXT = 64 * 1024;
/** A stream is drawn again at most this often, real ms. */
const PAUSE = 100;

const isText = (type: string): boolean => /^text\/|json|xml|javascript|urlencoded/.test(type) || type === '';

export class CallTrial implements ReactiveController {
  answer: TrialAnswer | null = null;
  /** No answer came at all. */
  failed = false;
  busy = false;
  readonly #host: ReactiveControllerHost;
  #stop: AbortController | null = null;
  #drawn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#stop?.abort();
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** Sends `request`; another one that runs is stopped. */
  async start(cloud: CloudClient, request: BuiltRequest, files: readonly TrialFile[]): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.busy = true;
    this.failed = false;
    this.answer = null;
    this.#host.requestUpdate();
    const began = performance.now();
    try {
      const response = await cloud.raw(request.path, {
        method: request.method,
        headers: request.headers,
        body: bodyOf(request, files),
        signal: stop.signal,
        cache: 'no-store',
      });
      await this.#read(response, began, stop);
    } catch {
      // A stopped stream ends in an exception; what came before stays.
      if (this.#stop !== stop) return;
      const before = this.answer as TrialAnswer | null;
      if (before) this.answer = { ...before, state: 'stopped' };
      else this.failed = !stop.signal.aborted;
    }
    if (this.#stop !== stop) return;
    this.busy = false;
    this.#host.requestUpdate();
  }

  async #read(response: Response, began: number, stop: AbortController): Promise<void> {
    const type = response.headers.get('content-type') ?? '';
    const answer: TrialAnswer = {
      status: response.status,
      headers: [...response.headers],
      type,
      ms: performance.now() - began,
      size: 0,
      text: '',
      bytes: null,
      state: 'open',
    };
    this.#show(answer, stop);
    const keep = isText(type) ? null : ([] as BlobPart[]);
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    // An in-page cloud's stream does not know the abort signal of the request.
    stop.signal.addEventListener('abort', () => void reader?.cancel().catch(() => {}));
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      answer.ms = performance.now() - began;
      if (done || !value) break;
      answer.size += value.byteLength;
      if (keep) keep.push(value);
      else if (answer.text.length < MOST_TEXT) answer.text += decoder.decode(value, { stream: true });
      if (type.startsWith('text/event-stream') && answer.text.length >= MOST_TEXT) {
        answer.state = 'full';
        stop.abort();
        break;
      }
      this.#show(answer, stop);
    }
    if (keep) answer.bytes = new Blob(keep, { type });
    if (answer.state === 'open') answer.state = stop.signal.aborted ? 'stopped' : 'done';
    this.#drawn = 0;
    this.#show(answer, stop);
  }

  #show(answer: TrialAnswer, stop: AbortController): void {
    if (this.#stop !== stop) return;
    this.answer = { ...answer };
    const now = performance.now();
    if (now - this.#drawn < PAUSE) {
      setTimeout(() => this.#host.requestUpdate(), PAUSE);
      return;
    }
    this.#drawn = now;
    this.#host.requestUpdate();
  }
}

function bodyOf(request: BuiltRequest, files: readonly TrialFile[]): BodyInit | null {
  if (!request.parts) return request.body;
  const form = new FormData();
  for (const [name, value] of request.parts) form.append(name, value);
  for (const [at, [field, file]] of files.entries()) form.append(at === 0 ? field : `${field}${at + 1}`, file, file.name);
  return form;
}
