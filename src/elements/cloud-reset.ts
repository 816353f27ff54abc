// <pocket-cloud-reset>: a new cloud with its starter account, in place of this one.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { actionButton } from './support/action-button.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import type { Session } from './support/session.ts';

const TASK = 'reset-cloud';

export class CloudReset extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .hint {
        margin-block-start: 0.5rem;
        font: var(--pocket-text-small);
      }
    `,
  ];
  static override properties: PropertyDeclarations = { seed: { state: true }, did: { state: true } };
  declare protected seed: string;
  declare protected did: boolean;
  readonly #confirm = new ConfirmDialog(this);
  protected readonly controlTitle = 'Start over';

  constructor() {
    super();
    this.seed = '';
    this.did = false;
  }

  async #reset(session: Session): Promise<void> {
    if (!(await this.#confirm.ask())) return;
    await session.run(TASK, async () => {
      await session.cloud.reset(this.seed.trim() || undefined);
      this.did = true;
    });
  }

  protected draw(session: Session): TemplateResult {
    return this.frame({
      state: this.did ? 'done' : 'ready',
      purpose: 'A new cloud with the starter account, one device and one webhook, as on your first visit.',
      body: html`<div class="control-body">
          <p class="field">
            <label for="seed">Seed, optional</label>
            <input
              id="seed"
              type="text"
              maxlength="128"
              autocomplete="off"
              spellcheck="false"
              aria-describedby="seed-about"
              .value=${this.seed}
              @input=${(event: Event) => (this.seed = (event.target as HTMLInputElement).value)}
            />
          </p>
          <p class="muted hint" id="seed-about">
            Ids and tokens come from it: the same seed and the same calls give the same ones. Left empty, the seed stays as it is.
          </p>
          ${session.problem(TASK) ? problemLine(session.problem(TASK)) : nothing}
        </div>
        ${this.#confirm.template({
          title: 'Start over?',
          body: html`<p>
            Everything in this cloud goes: accounts, devices, products, webhooks, events and mails. Export it first if you want it back.
          </p>`,
          action: 'Start over',
        })}`,
      line: this.did
        ? { tone: 'done', text: html`<strong>This cloud is new.</strong> The starter account is back.` }
        : { tone: 'info', text: 'Other pages of this site that are open follow by themselves.' },
      actions: actionButton({
        label: 'Start over',
        icon: 'refresh',
        kind: 'danger',
        busy: session.busy(TASK),
        onClick: () => void this.#reset(session),
      }),
    });
  }
}

customElements.define('pocket-cloud-reset', CloudReset);
