// The requests of a step as commands for other clients: the same call, with the names of this lesson in it.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { toApiJs } from '../../model/api-js-code.ts';
import type { ApiCall } from '../../model/api-call.ts';
import type { BuiltRequest } from '../../model/build-request.ts';
import { toCurl } from '../../model/curl-command.ts';
import type { LessonRequest } from '../../model/lesson-request.ts';
import { actionButton } from './action-button.ts';
import type { CopyController } from './copy-controller.ts';
import { siteBase } from './site-base.ts';
import { withCode } from './with-code.ts';

const HIDDEN = '<token>';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const built = ({ method, path, body, send, token }: LessonRequest): BuiltRequest => {
  const [plain = '', search = ''] = path.split('?');
  const form = send === 'form';
  const headers: Record<string, string> = {};
  if (token !== 'none' && !plain.startsWith('/pocket/')) headers['authorization'] = `Bearer ${HIDDEN}`;
  if (body) headers['content-type'] = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const pairs = Object.entries(body ?? {}).map(([name, value]) => [name, text(value)] as const);
  return {
    method,
    path: plain + (search ? `?${search}` : ''),
    headers,
    data: body ?? null,
    query: Object.fromEntries(new URLSearchParams(search)),
    body: body ? (form ? String(new URLSearchParams(pairs.map((pair) => [...pair]))) : JSON.stringify(body)) : null,
    parts: null,
    problems: {},
  };
};

/** The call of the reference that a path belongs to, and the parameters in it. */
function callOf(calls: readonly ApiCall[], { method, path }: LessonRequest): { call: ApiCall; values: Record<string, string> } | null {
  const plain = path.split('?')[0]!;
  // `/devices/events` is a call of its own, not a device called events.
  for (const call of calls.toSorted((one, other) => one.path.split('{').length - other.path.split('{').length)) {
    if (call.method !== method) continue;
    const pattern = new RegExp(`^${call.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(plain);
    if (match)
      return { call, values: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [`path:${name}`, value])) };
  }
  return null;
}

function jsOf(calls: readonly ApiCall[], request: LessonRequest): string {
  const found = callOf(calls, request);
  const made = built(request);
  const base = `${siteBase()}cloud`;
  const bare: ApiCall = {
    id: '',
    method: request.method,
    path: request.path,
    tag: '',
    summary: '',
    access: request.token === 'none' || request.path.startsWith('/pocket/') ? 'none' : 'token',
    fields: [],
    encodings: [],
    answers: [],
    streams: false,
  };
  const body = isRecord(made.data) ? made.data : {};
  const texts = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return toApiJs(found?.call ?? bare, { ...texts, ...found?.values }, made, { base, auth: HIDDEN }) ?? '';
}

export interface RequestSnippets {
  requests: readonly LessonRequest[];
  /** Calls of the reference; empty until it was read: curl needs none. */
  calls: readonly ApiCall[];
  copy: CopyController;
  busy: boolean;
  run: (request: LessonRequest, number: number) => void;
}

const snippet = (title: string, name: string, code: string, copy: CopyController): TemplateResult =>
  html`<div class="snippet">
    <p class="half-title"><span id=${name}>${title}</span>${copy.button(name, 'Copy', () => code)}</p>
    <pre class="codeview" tabindex="0" role="region" aria-labelledby=${name}><code>${code}</code></pre>
  </div>`;

/** What a request does, in one line. */
export const requestTitle = ({ says, method, path }: LessonRequest): unknown =>
  says === undefined ? html`<code>${method} ${path}</code>` : withCode(says);

export const requestSnippets = ({ requests, calls, copy, busy, run }: RequestSnippets): TemplateResult =>
  html`<ol class="calls">
    ${requests.map((request, at) => {
      const { method, path, body, headers } = { ...request, ...built(request) };
      return html`<li>
        <p class="call-head">
          <span
            >${requestTitle(request)}${(request.times ?? 1) > 1 ? html` <span class="muted num">${request.times} times</span>` : ''}</span
          >
          ${actionButton({ label: 'Run', icon: 'play', kind: 'small', busy, about: `request ${at + 1}`, onClick: () => run(request, at) })}
        </p>
        ${snippet('curl', `curl-${at}`, toCurl({ method, url: `${siteBase()}cloud${path}`, headers, body }, { reveal: true }), copy)}
        ${snippet('particle-api-js', `js-${at}`, jsOf(calls, request), copy)}
      </li>`;
    })}
  </ol>`;
