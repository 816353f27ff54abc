// <pocket-webhook-list>: every webhook of the account and its products, how each is, and the way into the editor.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Gauge } from '../model/limits.ts';
import type { Integration } from '../model/integration.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { everyHook } from './support/every-hook.ts';
import type { OwnedHook } from './support/every-hook.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

export class WebhookList extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .pick {
        display: block;
        min-block-size: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--pocket-color-accent);
        font: inherit;
        text-align: start;
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
        cursor: pointer;
      }
      .state-word {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        color: var(--pocket-color-good);
      }
      .state-word.bad {
        color: var(--pocket-color-bad);
      }
      th small {
        display: block;
        color: var(--pocket-color-text-muted);
        font: var(--pocket-text-small);
      }
    `,
  ];
  readonly #limits = new LiveRead<Gauge[]>(this, ['integrations', 'health', 'settings'], ({ cloud }) => cloud.limits());
  protected readonly controlTitle = 'All your webhooks';

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#limits.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#limits.detach();
  }

  /** The editor follows the choice; it may wake up only when it is scrolled to. */
  #open(session: Session, hook: Integration | null): void {
    session.choose(hook ? { product: hook.product_id ?? null, integration: hook.id } : { integration: null });
    const editor = document.querySelector('pocket-webhook-editor');
    editor?.scrollIntoView({ block: 'start' });
  }

  protected draw(session: Session): TemplateResult {
    const all = everyHook(session);
    if (all === null) return this.pending(session, 'Reading your webhooks…', 'products', 'integrations/');
    const fresh = actionButton({ label: 'New webhook', icon: 'plus', onClick: () => this.#open(session, null) });
    if (all.length === 0)
      return this.frame({
        state: 'empty',
        body: html`<div class="control-body"><p class="empty">No webhook yet. Make one, or start from one that works.</p></div>`,
        line: { tone: 'info', text: 'The editor below has one ready for each server.', live: false },
        actions: fresh,
      });
    const disabled = all.filter(({ hook }) => hook.disabled).length;
    return this.frame({
      state: disabled > 0 ? 'error' : 'ready',
      purpose: 'Those of your account and those of your products. Choose one to change it.',
      body: html`<div class="table-wrap" tabindex="0" role="region" aria-label="Webhooks and how they are">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Webhook</th>
              <th scope="col">State</th>
              <th scope="col">Event begins with</th>
              <th scope="col">Belongs to</th>
              <th scope="col" class="n">Errors in a row</th>
            </tr>
          </thead>
          <tbody>
            ${all.map((one) => this.#row(session, one))}
          </tbody>
        </table>
      </div>`,
      line: this.#line(all.length, disabled),
      actions: fresh,
    });
  }

  #row(session: Session, { hook, product }: OwnedHook): TemplateResult {
    const run = this.#limits.value?.find(({ name, key }) => name === 'errors-in-a-row' && key === hook.id);
    return html`<tr ?data-selected=${session.choice.integration === hook.id}>
      <th scope="row">
        <button
          type="button"
          class="pick"
          aria-pressed=${session.choice.integration === hook.id ? 'true' : 'false'}
          @click=${() => this.#open(session, hook)}
        >
          <span translate="no">${hook.name || hook.event}</span></button
        ><small translate="no">${URL.canParse(hook.url) ? new URL(hook.url).host : hook.url.slice(0, 60)}</small>
      </th>
      <td>
        ${hook.disabled ? html`<span class="state-word bad">${icon('error')}disabled</span>` : html`<span class="state-word">${icon('check')}listens</span>`}
      </td>
      <td><code>${hook.event}</code></td>
      <td translate=${product === null ? nothing : 'no'}>${product ?? 'Your account'}</td>
      <td class="n num">${run ? `${run.used} of ${run.limit}` : '0'}</td>
    </tr>`;
  }

  #line(all: number, disabled: number): StateLine {
    if (disabled === 0)
      return {
        tone: 'done',
        text: html`<strong>${all === 1 ? 'It listens.' : `All ${all} listen.`}</strong> Each hears only events whose name begins as it says.`,
      };
    return {
      tone: 'bad',
      text: html`<strong>${disabled === 1 ? '1 webhook is' : `${disabled} webhooks are`} disabled.</strong> The reason and the way back are
        under ${pageLink('pocket-hook-health', 'how they are doing')}.`,
    };
  }
}

customElements.define('pocket-webhook-list', WebhookList);
