// The fields of a webhook's settings; what is typed is reported, setting by setting.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Finding } from '../../model/lint-finding.ts';
import { bodyKind, toText } from '../../model/webhook-draft.ts';
import type { BodyKind, Draft } from '../../model/webhook-draft.ts';
import { icon } from './icon.ts';

export interface WebhookFormParts {
  draft: Draft;
  findings: readonly Finding[];
  /** Text of a field that holds JSON, as the person left it. */
  texts: ReadonlyMap<string, string>;
  /** Name of an error when the webhook names none, by the rules in force. */
  errorTopic: string;
  onSetting(name: string, value: unknown): void;
  /** A field that holds JSON or a template. */
  onText(name: string, text: string): void;
  onBodyKind(kind: BodyKind): void;
}

const BODIES: [BodyKind, string][] = [
  ['default', 'Standard fields'],
  ['json', 'JSON'],
  ['form', 'Form'],
  ['body', 'Text of your own'],
];

export const webhookForm = (parts: WebhookFormParts): TemplateResult => {
  const { draft, findings, texts } = parts;
  const wrong = (name: string): boolean => findings.some(({ setting }) => setting === name);
  const value = (name: string): string => (typeof draft[name] === 'string' || typeof draft[name] === 'number' ? String(draft[name]) : '');
  const text = (name: string): string => texts.get(name) ?? toText(draft[name]);
  const input = (name: string, label: string, hint = ''): TemplateResult =>
    html`<p class="field">
      <label for=${name}>${label}</label
      ><input
        id=${name}
        type="text"
        spellcheck="false"
        autocomplete="off"
        maxlength="8000"
        placeholder=${hint || nothing}
        aria-invalid=${wrong(name) ? 'true' : nothing}
        aria-describedby=${wrong(name) ? `finding-${name}` : nothing}
        .value=${value(name)}
        @input=${(event: Event) => parts.onSetting(name, (event.target as HTMLInputElement).value)}
      />
    </p>`;
  const area = (name: string, label: string, rows: number): TemplateResult =>
    html`<p class="field">
      <label for=${name}>${label}</label
      ><textarea
        id=${name}
        class="codefield"
        rows=${rows}
        spellcheck="false"
        maxlength="64000"
        aria-invalid=${wrong(name) ? 'true' : nothing}
        aria-describedby=${wrong(name) ? `finding-${name}` : nothing}
        .value=${text(name)}
        @input=${(event: Event) => parts.onText(name, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </p>`;
  const kind = bodyKind(draft);
  const auth = (typeof draft['auth'] === 'object' && draft['auth'] !== null ? draft['auth'] : {}) as {
    username?: string;
    password?: string;
  };
  const setAuth = (change: { username?: string; password?: string }): void => {
    const next = { username: auth.username ?? '', password: auth.password ?? '', ...change };
    parts.onSetting('auth', next.username === '' && next.password === '' ? undefined : next);
  };
  const check = (name: string, label: string, hint: string): TemplateResult =>
    html`<div>
      <input
        type="checkbox"
        id=${name}
        aria-describedby="${name}-why"
        .checked=${draft[name] === true}
        @change=${(event: Event) => parts.onSetting(name, (event.target as HTMLInputElement).checked ? true : undefined)}
      /><label for=${name}>${label}</label> <span class="muted" id="${name}-why">${hint}</span>
    </div>`;
  return html`
    ${input('event', 'Event name begins with', 'temp')} ${input('url', 'URL', 'https://echo.example/anything')}
    <div class="pair">
      <p class="field">
        <label for="requestType">Method</label
        ><select id="requestType" @change=${(event: Event) => parts.onSetting('requestType', (event.target as HTMLSelectElement).value)}>
          ${['GET', 'POST', 'PUT', 'DELETE'].map((method) => html`<option ?selected=${method === (draft['requestType'] ?? draft['method'] ?? 'POST')}>${method}</option>`)}
        </select>
      </p>
      <p class="field">
        <label for="bodyKind">Body</label
        ><select id="bodyKind" @change=${(event: Event) => parts.onBodyKind((event.target as HTMLSelectElement).value as BodyKind)}>
          ${BODIES.map(([name, label]) => html`<option value=${name} ?selected=${name === kind}>${label}</option>`)}
        </select>
      </p>
    </div>
    ${kind === 'default' ? nothing : area(kind, { json: 'JSON, as an object or a template', form: 'Form fields, as a JSON object', body: 'Body' }[kind], 6)}
    <fieldset class="checks">
      <legend class="visually-hidden">Switches</legend>
      ${check('noDefaults', 'Leave out the standard fields', 'event, data, published_at, coreid')}
      ${check('disabled', 'Disabled', 'It stays, and hears nothing.')}
    </fieldset>
    <details
      class="more"
      ?open=${['headers', 'query', 'auth', 'responseTopic', 'errorResponseTopic', 'responseTemplate'].some((name) => draft[name] !== undefined)}
    >
      <summary>${icon('chev')}Headers, query, sign-in, answers</summary>
      <div class="stack">
        ${area('headers', 'Headers, as a JSON object', 3)} ${area('query', 'Query, as a JSON object', 3)}
        <div class="pair">
          <p class="field">
            <label for="username">Username</label
            ><input
              id="username"
              type="text"
              autocomplete="off"
              maxlength="1000"
              .value=${auth.username ?? ''}
              @input=${(event: Event) => setAuth({ username: (event.target as HTMLInputElement).value })}
            />
          </p>
          <p class="field">
            <label for="password">Password</label
            ><input
              id="password"
              type="text"
              autocomplete="off"
              maxlength="1000"
              .value=${auth.password ?? ''}
              @input=${(event: Event) => setAuth({ password: (event.target as HTMLInputElement).value })}
            />
          </p>
        </div>
        ${input('responseTopic', 'Name of the answer', 'hook-response/…')}
        ${input('errorResponseTopic', 'Name of an error', parts.errorTopic)} ${area('responseTemplate', 'Template for the answer', 3)}
        <fieldset class="checks">
          <legend class="visually-hidden">Answer</legend>
          ${check('unchunked', 'Answer in one event', 'Devices drop more than 1,024 bytes.')}
        </fieldset>
      </div>
    </details>
  `;
};
