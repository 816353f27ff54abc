// <pocket-webhook-editor>: a webhook as a form and as JSON, with the exact request it makes of an event.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { PreviewAnswer } from '../client/cloud-answers.ts';
import type { Integration } from '../model/integration.ts';
import type { Finding, SampleEvent } from '../model/lint-finding.ts';
import { readIntegration } from '../model/integration-settings.ts';
import { lintIntegration } from '../model/lint-integration.ts';
import { draftOf, fromText, NEW_DRAFT, parseDraft, withBodyKind, withSetting } from '../model/webhook-draft.ts';
import type { Draft } from '../model/webhook-draft.ts';
import { actionButton } from './support/action-button.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { findingList } from './support/finding-list.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { prefixTester } from './support/prefix-tester.ts';
import type { Session } from './support/session.ts';
import { unaskedHost, unaskedText } from './support/unasked-host.ts';
import { webhookEditorStyles } from './support/webhook-editor-styles.ts';
import { webhookForm } from './support/webhook-form.ts';
import { webhookRequest } from './support/webhook-request.ts';

const SAVE = 'webhook-editor';

export class WebhookEditor extends ControlElement {
  static override styles = [controlStyles, webhookEditorStyles];
  static override properties: PropertyDeclarations = {
    editing: { state: true },
    draft: { state: true },
    json: { state: true },
    jsonError: { state: true },
    sample: { state: true },
    trial: { state: true },
    saved: { state: true },
  };
  /** Id of the webhook that is edited; null: a new one. */
  declare protected editing: string | null;
  declare protected draft: Draft;
  /** The JSON field as the person left it. */
  declare protected json: string;
  declare protected jsonError: string | null;
  /** The event to try with, once somebody typed one; null: the last that fits. */
  declare protected sample: { name: string; data: string } | null;
  declare protected trial: string;
  declare protected saved: boolean;
  readonly #texts = new Map<string, string>();
  readonly #copy = new CopyController(this);
  readonly #confirm = new ConfirmDialog(this);
  #asked = '';
  /** Whether the webhook that is edited was disabled when its settings were read last. */
  #disabled = false;
  /** The draft as it was read or saved last: another one is somebody's work. */
  #taken: Draft = NEW_DRAFT;
  /** The choice of the session that was followed last. */
  #followed: string | null = null;
  readonly #preview = new LiveRead<PreviewAnswer>(this, ['settings'], (session) => {
    const sample = this.#sample(session);
    return session.cloud.preview(this.draft, { ...sample, coreid: sample.coreid ?? 'api', product_id: session.choice.product });
  });
  protected readonly controlTitle = 'Webhook editor';

  constructor() {
    super();
    this.editing = null;
    this.draft = NEW_DRAFT;
    this.json = JSON.stringify(NEW_DRAFT, null, 2);
    this.jsonError = null;
    this.sample = null;
    this.trial = '';
    this.saved = false;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#preview.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#preview.detach();
  }

  /** Shows the webhook that another control chose, once its list is there. */
  protected override willUpdate(): void {
    const { session } = this;
    if (!session || session.state !== 'open') return;
    const { integration, product } = session.choice;
    this.#dropGone(session);
    this.#followSwitch(session);
    if (integration === this.#followed) return;
    const hook = integration === null ? null : session.view.integrations(product)?.find(({ id }) => id === integration);
    if (hook === undefined) return;
    this.#followed = integration;
    if (this.editing !== integration) this.#take(hook ? draftOf({ ...hook }) : NEW_DRAFT, integration);
  }

  /** A webhook that somebody deleted elsewhere cannot be saved: what was typed becomes a new one. */
  #dropGone(session: Session): void {
    const hooks = session.view.integrations(session.choice.product);
    // One that is being created is not on the list yet.
    if (this.editing === null || hooks === null || session.busy(SAVE) || hooks.some(({ id }) => id === this.editing)) return;
    if (this.draft === this.#taken) this.#take(NEW_DRAFT, null);
    else Object.assign(this, { editing: null, saved: false });
  }

  /**
   * The cloud disables a webhook and a person enables it elsewhere, while its settings lie open here: a switch that nobody touched
   * here follows, so that saving does not turn it back.
   */
  #followSwitch(session: Session): void {
    const hook = session.view.integrations(session.choice.product)?.find(({ id }) => id === this.editing);
    if (!hook || hook.disabled === this.#disabled) return;
    const untouched = (this.draft['disabled'] ?? false) === this.#disabled;
    this.#disabled = hook.disabled;
    if (!untouched || this.jsonError !== null) return;
    const draft = withSetting(this.draft, 'disabled', hook.disabled);
    if (this.draft === this.#taken) this.#taken = draft;
    Object.assign(this, { draft, json: JSON.stringify(draft, null, 2) });
  }

  protected override updated(): void {
    const { session } = this;
    if (!session || session.state !== 'open') return;
    const key = JSON.stringify([this.draft, this.#sample(session)]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#preview.again();
  }

  /** What was typed, the last event that fits, or something to start with. */
  #sample(session: Session): SampleEvent & { name: string; data: string | null } {
    const product_id = session.choice.product;
    if (this.sample) return { ...this.sample, product_id };
    const prefix = typeof this.draft['event'] === 'string' ? this.draft['event'] : '';
    // Those at hand first: the list for a prefix that is being typed is still on its way.
    const recent = [...(session.view.recentEvents('') ?? []), ...(session.view.recentEvents(prefix) ?? [])].filter(({ name }) =>
      name.startsWith(prefix),
    );
    const last = recent.find(({ origin }) => origin !== 'integration' && origin !== 'system');
    return last
      ? { name: last.name, data: last.data, coreid: last.coreid, product_id }
      : { name: prefix || 'temp', data: '{"id":1,"t":25}', product_id };
  }

  /** Takes a whole draft: of a webhook, a preset, a fix. Both views follow. */
  #take(draft: Draft, editing: string | null = this.editing): void {
    this.#texts.clear();
    this.#disabled = draft['disabled'] === true;
    this.#taken = draft;
    Object.assign(this, { draft, editing, json: JSON.stringify(draft, null, 2), jsonError: null, saved: false });
  }

  #change(draft: Draft): void {
    Object.assign(this, { draft, json: JSON.stringify(draft, null, 2), jsonError: null, saved: false });
  }

  #typeJson(text: string): void {
    this.json = text;
    const parsed = parseDraft(text);
    this.jsonError = typeof parsed === 'string' ? parsed : null;
    if (typeof parsed === 'string') return;
    this.#texts.clear();
    this.draft = parsed;
    this.saved = false;
  }

  async #save(session: Session): Promise<void> {
    await session.run(SAVE, async () => {
      const { product } = session.choice;
      const draft = this.draft as Parameters<typeof session.cloud.createIntegration>[0];
      if (this.editing === null) this.editing = (await session.cloud.createIntegration(draft, product)).id;
      else await session.cloud.updateIntegration(this.editing, draft, product);
      this.#disabled = this.draft['disabled'] === true;
      this.#taken = this.draft;
      await session.view.fresh(`integrations/${product ?? ''}`);
      session.choose({ integration: this.editing });
      this.saved = true;
    });
  }

  async #delete(session: Session, hook: Integration): Promise<void> {
    if (!(await this.#confirm.ask())) return;
    await session.run(SAVE, async () => {
      const { product } = session.choice;
      await session.cloud.deleteIntegration(hook.id, product);
      await session.view.fresh(`integrations/${product ?? ''}`);
      this.#take(NEW_DRAFT, null);
      session.choose({ integration: null });
    });
  }

  protected draw(session: Session): TemplateResult {
    const { product } = session.choice;
    const hooks = session.view.integrations(product);
    if (hooks === null) return this.pending(session, 'Reading your webhooks…', `integrations/${product ?? ''}`);
    const hook = hooks.find(({ id }) => id === this.editing) ?? null;
    const sample = this.#sample(session);
    // An empty editor is not a list of mistakes.
    const untouched = this.draft === NEW_DRAFT;
    const findings = this.jsonError || untouched ? [] : lintIntegration(this.draft, sample);
    const preview = this.#preview.value;
    // As the cloud reads them, and at once.
    const errors = this.jsonError || untouched ? [] : readIntegration(this.draft).errors;
    const broken = this.jsonError !== null || errors.length > 0;
    const unasked = untouched ? null : unaskedHost(session, preview?.request?.url ?? String(this.draft['url'] ?? ''));
    const owner =
      product === null
        ? 'the sandbox of your account'
        : (session.view.products?.find(({ id }) => id === product)?.name ?? `product ${product}`);
    return this.frame({
      state: broken ? 'error' : this.saved ? 'done' : 'ready',
      purpose: html`For <code>${owner}</code>. The form and the JSON are the same settings; the request below follows as you type.`,
      said: this.#copy.said,
      quiet: this.#copy.button('json', 'Copy JSON', () => this.json),
      body: html`<div class="control-body stack">
          ${this.#pickers(session, hooks)}
          <div class="halves">
            <div class="half stack">
              ${webhookForm({
                draft: this.draft,
                findings,
                texts: this.#texts,
                // By the rules of 2016 an error comes back under the name of the answer.
                errorTopic: session.view.settings?.rules === 'current' ? 'hook-error/…' : 'hook-response/…',
                onSetting: (name, value) => this.#change(withSetting(this.draft, name, value)),
                onText: (name, text) => {
                  this.#texts.set(name, text);
                  this.#change(withSetting(this.draft, name, name === 'body' ? text : fromText(text)));
                },
                onBodyKind: (kind) => {
                  this.#texts.clear();
                  this.#change(withBodyKind(this.draft, kind));
                },
              })}
            </div>
            <div class="half">
              <p class="half-title"><label for="json-text">Settings</label><span class="muted">JSON</span></p>
              <textarea
                id="json-text"
                class="codefield"
                rows="18"
                spellcheck="false"
                maxlength="65536"
                aria-invalid=${broken ? 'true' : nothing}
                aria-describedby="json-why"
                .value=${this.json}
                @input=${(event: Event) => this.#typeJson((event.target as HTMLTextAreaElement).value)}
              ></textarea>
              <p class="muted" id="json-why" role="status">${this.jsonError ?? errors[0] ?? ''}</p>
            </div>
          </div>
          ${findingList(findings, (finding) => this.#take(finding.fix?.apply(this.draft) ?? this.draft))}
          ${webhookRequest({
            session,
            sample,
            preview: untouched ? null : preview,
            untouched,
            ownSample: this.sample !== null,
            canSend: this.editing !== null,
            unasked,
            copy: this.#copy,
            onSample: (change) => (this.sample = change === null ? null : { name: sample.name, data: sample.data ?? '', ...change }),
          })}
          ${prefixTester({ session, event: String(this.draft['event'] ?? ''), trial: this.trial, onTrial: (trial) => (this.trial = trial) })}
          ${problemLine(session.problem(SAVE))}
        </div>
        ${hook ? this.#confirm.template({ title: 'Delete this webhook?', body: html`<p><code>${hook.name}</code> stops hearing <code>${hook.event}</code>. Its attempts stay in the log.</p>`, action: 'Delete 1 webhook' }) : nothing}`,
      line: this.#line({ findings, errors, hook, unasked, engine: untouched ? null : (preview?.error ?? null) }),
      actions: html`${hook ? actionButton({ label: 'Delete 1 webhook', icon: 'trash', kind: 'danger', onClick: () => void this.#delete(session, hook) }) : nothing}
      ${actionButton({ label: hook ? 'Save' : 'Create webhook', icon: hook ? 'check' : 'plus', blockedBy: broken || untouched ? 'state' : null, busy: session.busy(SAVE), onClick: () => void this.#save(session) })}`,
    });
  }

  #pickers(session: Session, hooks: Integration[]): TemplateResult {
    const { product } = session.choice;
    return html`<div class="pair">
        <p class="field">
          <label for="scope">Belongs to</label>
          <select
            id="scope"
            @change=${(event: Event) => {
              this.#take(NEW_DRAFT, null);
              session.choose({ product: Number((event.target as HTMLSelectElement).value) || null, integration: null });
            }}
          >
            <option value="" ?selected=${product === null}>Sandbox of your account</option>
            ${(session.view.products ?? []).map(({ id, name }) => html`<option translate="no" value=${id} ?selected=${id === product}>${name}</option>`)}
          </select>
        </p>
        <p class="field wide">
          <label for="hook">Webhook</label>
          <select
            id="hook"
            @change=${(event: Event) => {
              const hook = hooks.find(({ id }) => id === (event.target as HTMLSelectElement).value);
              this.#take(hook ? draftOf({ ...hook }) : NEW_DRAFT, hook?.id ?? null);
              session.choose({ integration: this.editing });
            }}
          >
            <option value="" ?selected=${this.editing === null}>A new one</option>
            ${hooks.map(({ id, name, event }) => html`<option translate="no" value=${id} ?selected=${id === this.editing}>${name || event}</option>`)}
          </select>
        </p>
      </div>
      <details class="more">
        <summary>${icon('chev')}Start from one that works</summary>
        <ul class="gallery">
          ${(session.view.servers ?? []).map(
            ({ host, title, purpose, example }) =>
              html`<li>
                <button
                  type="button"
                  @click=${() => {
                    this.#take({ ...NEW_DRAFT, ...example }, null);
                    session.choose({ integration: null });
                  }}
                >
                  <strong>${title}</strong> <code>${host}</code><span class="muted">${purpose}</span>
                </button>
              </li>`,
          )}
        </ul>
      </details>`;
  }

  #line({
    findings,
    errors,
    hook,
    unasked,
    engine,
  }: {
    findings: readonly Finding[];
    /** What the cloud refuses. */
    errors: readonly string[];
    hook: Integration | null;
    /** The host that is not called. */
    unasked: string | null;
    /** Why these settings make no request of the event at hand. */
    engine: string | null;
  }): StateLine {
    const wrong = findings.filter(({ level }) => level === 'error').length;
    if (this.jsonError)
      return { tone: 'warn', text: html`<strong>The JSON is not complete.</strong> The form keeps the last settings that were.` };
    if (errors[0]) return { tone: 'warn', text: html`<strong>Not ready to save.</strong> ${errors[0]}` };
    if (this.saved && !unasked && engine === null)
      return {
        tone: 'done',
        text: html`<strong>Saved.</strong> Events that begin with <code>${String(this.draft['event'] ?? '')}</code> go to it now.`,
      };
    if (engine !== null)
      return { tone: 'warn', text: html`<strong>${this.saved ? 'Saved, but no' : 'No'} request is made of this event.</strong> ${engine}` };
    if (unasked) return { tone: 'warn', text: html`${this.saved ? 'Saved. ' : ''}${unaskedText(unasked)}` };
    if (wrong > 0)
      return {
        tone: 'warn',
        text: html`<strong>${wrong === 1 ? '1 setting' : `${wrong} settings`} will not work.</strong> Each has its mend above.`,
      };
    return {
      tone: 'info',
      text: hook
        ? html`<strong>Editing <code>${hook.name}</code>.</strong> Saving replaces all its settings.`
        : html`<strong>A new webhook.</strong>
            ${this.draft === NEW_DRAFT ? 'Write an event and a URL, or start from one that works.' : 'Nothing is sent before you create it.'}`,
    };
  }
}

customElements.define('pocket-webhook-editor', WebhookEditor);
