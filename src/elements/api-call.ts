// <pocket-api-call>: one call of the reference: its fields, a way to try it, and the same call for other clients.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { valueKey, type ApiCall as Call, type ApiEncoding, type ApiField, type ApiValues } from '../model/api-call.ts';
import { exampleOf } from '../model/api-examples.ts';
import { buildRequest } from '../model/build-request.ts';
import { actionButton } from './support/action-button.ts';
import { apiAnswer } from './support/api-answer.ts';
import { apiField } from './support/api-field.ts';
import { apiSnippets } from './support/api-snippets.ts';
import { apiStyles } from './support/api-styles.ts';
import { CallTrial, type TrialFile } from './support/call-trial.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
import { knownValues } from './support/known-values.ts';
import type { Session } from './support/session.ts';

/** More optional fields than this are folded away. */
const IN_SIGHT = 6;
const ENCODING_NAMES: Record<ApiEncoding, string> = { json: 'JSON', form: 'Form', multipart: 'Multipart' };
/** Beside every DELETE: calls after which much is gone. */
const DESTRUCTIVE = new Set(['/pocket/reset', '/pocket/import']);

export class ApiCall extends PocketElement {
  static override styles = [controlStyles, fileInputStyles, apiStyles];
  static override properties: PropertyDeclarations = {
    call: { attribute: false },
    reveal: { type: Boolean },
    typed: { state: true },
    encoding: { state: true },
    files: { state: true },
    tried: { state: true },
  };
  declare call: Call | null;
  /** Writes the token and other secrets into the commands. */
  declare reveal: boolean;
  declare protected typed: ApiValues;
  declare protected encoding: ApiEncoding | null;
  declare protected files: readonly TrialFile[];
  /** Problems of fields are shown once somebody tried to send. */
  declare protected tried: boolean;
  readonly #trial = new CallTrial(this);
  readonly #copy = new CopyController(this);
  readonly #confirm = new ConfirmDialog(this);

  constructor() {
    super();
    this.call = null;
    this.reveal = false;
    this.typed = {};
    this.encoding = null;
    this.files = [];
    this.tried = false;
  }

  /** Files can only travel in parts; `/oauth/token` is a form for every client there is. */
  #encoding(call: Call): ApiEncoding {
    if (this.files.length > 0) return 'multipart';
    const usual = call.path === '/oauth/token' ? 'form' : call.encodings[0];
    return this.encoding ?? usual ?? 'json';
  }

  /** What was typed, and for the rest of the path what this cloud has. */
  #values(call: Call, session: Session): ApiValues {
    const values: Record<string, string> = { ...exampleOf(call), ...this.typed };
    for (const field of call.fields) {
      const key = valueKey(field);
      if (field.place === 'path' && values[key] === undefined) values[key] = knownValues(session, field)[0]?.value ?? '';
    }
    for (const [field] of this.files) values[`file:${field}`] = this.files.map(([, { name }]) => name).join('\n');
    return values;
  }

  async #send(call: Call, session: Session): Promise<void> {
    this.tried = true;
    const values = this.#values(call, session);
    const encoding = this.#encoding(call);
    if (Object.keys(buildRequest(call, values, encoding, null).problems).length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus();
      return;
    }
    if (this.#destroys(call) && !(await this.#confirm.ask())) return;
    const token = call.access === 'token' ? await session.ensureToken().catch(() => null) : null;
    await this.#trial.start(session.cloud, buildRequest(call, values, encoding, token), this.files);
  }

  #destroys(call: Call): boolean {
    return call.method === 'DELETE' || DESTRUCTIVE.has(call.path);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call, session } = this;
    if (!call || !session) return nothing;
    const values = this.#values(call, session);
    const encoding = this.#encoding(call);
    return html`<div class="call-body">
        <div>
          ${this.#request(call, session, values, encoding)}
          <div class="actions">${this.#button(call, session)}</div>
          ${this.#outcome(session)}
        </div>
        <div>${apiSnippets({ call, values, encoding, session, reveal: this.reveal, copy: this.#copy })} ${this.#answers(call)}</div>
      </div>
      <p class="visually-hidden" role="status">${this.#copy.said}</p>
      ${this.#confirm.template({
        title: `Send ${call.method} ${call.path}?`,
        body: html`<p>${call.summary} It happens at once in your cloud and cannot be taken back.</p>`,
        action: `Send ${call.method}`,
      })}`;
  }

  #request(call: Call, session: Session, values: ApiValues, encoding: ApiEncoding): TemplateResult {
    const { problems } = buildRequest(call, values, encoding, null);
    const draw = (field: ApiField): TemplateResult => {
      const key = valueKey(field);
      return apiField({
        field,
        id: `field-${call.fields.indexOf(field)}`,
        value: values[key] ?? '',
        problem: this.tried ? (problems[key] ?? null) : null,
        suggestions: knownValues(session, field),
        onValue: (value) => (this.typed = { ...this.typed, [key]: value }),
        onFiles: (files) => (this.files = files.map((file) => [field.name, file] as const)),
      });
    };
    const needed = call.fields.filter((field) => field.required || field.place === 'path');
    const rest = call.fields.filter((field) => !needed.includes(field));
    const folded = rest.length > IN_SIGHT ? rest : [];
    const shown = [...needed, ...(folded.length > 0 ? [] : rest)];
    return html`<section class="part" aria-labelledby="request">
      <div class="snippet-head">
        <h3 id="request">Request</h3>
        ${
          call.encodings.length > 1
            ? html`<label class="inline-field"
                >Body as
                <select
                  @change=${(event: Event) => (this.encoding = (event.target as HTMLSelectElement).value as ApiEncoding)}
                  .disabled=${this.files.length > 0}
                >
                  ${call.encodings.map((one) => html`<option value=${one} ?selected=${one === encoding}>${ENCODING_NAMES[one]}</option>`)}
                </select></label
              >`
            : nothing
        }
      </div>
      <p class="about">${ACCESS[call.access]}</p>
      ${shown.length > 0 ? html`<div class="api-fields">${shown.map(draw)}</div>` : nothing}
      ${
        folded.length > 0
          ? html`<details class="more" ?open=${needed.length === 0}>
              <summary>${icon('chev')}${folded.length} optional fields</summary>
              <div class="api-fields">${folded.map(draw)}</div>
            </details>`
          : nothing
      }
    </section>`;
  }

  #button(call: Call, session: Session): TemplateResult {
    if (this.#trial.busy && this.#trial.answer)
      return actionButton({ label: call.streams ? 'Stop the stream' : 'Stop', icon: 'stop', onClick: () => this.#trial.stop() });
    return actionButton({
      label: call.streams ? 'Open the stream' : this.#destroys(call) ? `Send ${call.method}` : 'Send request',
      icon: call.streams ? 'play' : 'send',
      kind: this.#destroys(call) ? 'danger' : 'primary',
      about: call.path,
      busy: this.#trial.busy,
      onClick: () => void this.#send(call, session),
    });
  }

  #outcome(session: Session): TemplateResult | typeof nothing {
    const { answer, failed } = this.#trial;
    if (failed)
      return html`<p class="problem" role="alert">
        ${icon('error')}<span><strong>Your cloud did not answer.</strong> It may be starting. Send the request again.</span>
      </p>`;
    if (!answer) return nothing;
    const stale = answer.status === 401 && this.call?.access === 'token';
    return html`${apiAnswer(answer, this.#copy)}
    ${
      stale
        ? html`<p class="actions">
            ${actionButton({
              label: 'Get a new token',
              icon: 'key',
              onClick: () => void session.run('new-token', () => session.cloud.user()),
            })}
          </p>`
        : nothing
    }`;
  }

  #answers({ answers }: Call): TemplateResult {
    const good = answers.filter(({ status }) => status.startsWith('2'));
    const bad = answers.filter(({ status }) => !status.startsWith('2'));
    return html`<section class="part" aria-labelledby="answers">
      <h3 id="answers">Answers</h3>
      ${good.map(
        ({ status, type, outline }) =>
          html`<div class="snippet">
            <h4><span class="num">${status}</span> <code>${type}</code></h4>
            ${outline ? html`<pre class="codeview tall" tabindex="0" role="region" aria-label="Shape of the answer"><code>${outline}</code></pre>` : nothing}
          </div>`,
      )}
      <details class="more">
        <summary>${icon('chev')}When it says no</summary>
        <dl class="answers">
          ${bad.map(
            ({ status, description }) =>
              html`<dt class="num">${status}</dt>
                <dd class="muted">${description}</dd>`,
          )}
        </dl>
      </details>
    </section>`;
  }
}

const ACCESS: Record<Call['access'], string> = {
  none: 'Needs no token.',
  token: 'Carries your token in the header authorization.',
  basic: 'Takes a name and a password as HTTP Basic, or the fields of its body.',
};

customElements.define('pocket-api-call', ApiCall);
