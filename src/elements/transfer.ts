// <pocket-transfer>: an owner's word on a device that somebody else asked for, from the link of a mail (spec/cloud-api.md §1.6).
import { html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ApiError } from '../model/errors.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { errorText } from './support/error-text.ts';
import { LiveRead } from './support/live-read.ts';
import type { Session } from './support/session.ts';

const TASK = 'transfer';

export class Transfer extends ControlElement {
  static override properties: PropertyDeclarations = { answered: { state: true } };
  declare protected answered: 'handed' | 'kept' | null;
  readonly #code = new URLSearchParams(location.search).get('code');
  readonly #path = `/pocket/transfers/${encodeURIComponent(this.#code ?? '')}`;
  readonly #device = new LiveRead(this, [], ({ cloud }) => cloud.call<{ id: string; name: string }>('GET', this.#path, { token: false }));
  protected readonly controlTitle = 'Hand over a device';

  constructor() {
    super();
    this.answered = null;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    if (this.#code) this.#device.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#device.detach();
  }

  async #answer(session: Session, accept: boolean): Promise<void> {
    await session.run(TASK, async () => {
      await session.cloud.call('POST', this.#path, { token: false, body: { accept } });
      this.answered = accept ? 'handed' : 'kept';
    });
  }

  protected draw(session: Session): TemplateResult {
    const { value: device, error } = this.#device;
    if (!this.#code || error instanceof ApiError)
      return this.frame({
        state: 'error',
        line: { tone: 'warn', text: html`<strong>Nobody asks for this device any more.</strong> There is nothing to decide.` },
      });
    if (error) return this.frame({ state: 'error', body: html`<div class="control-body">${problemLine(errorText(error))}</div>` });
    if (!device) return this.frame({ state: 'loading', body: this.loadingBody('Looking up the link…') });
    if (this.answered)
      return this.frame({
        state: 'done',
        line: {
          tone: 'done',
          text:
            this.answered === 'handed'
              ? html`<strong><code>${device.name}</code> has a new owner.</strong> It is gone from your devices.`
              : html`<strong>You keep <code>${device.name}</code>.</strong> The person who asked does not get it.`,
        },
      });
    const busy = session.busy(TASK);
    return this.frame({
      state: 'ready',
      body: html`<div class="control-body">
        <p>Somebody asks to take over <code>${device.name}</code>, <code>${device.id}</code>.</p>
        ${problemLine(session.problem(TASK))}
      </div>`,
      line: { tone: 'info', text: 'Handing it over takes it from your devices at once.' },
      actions: html`${actionButton({ label: 'Keep it', busy, onClick: () => void this.#answer(session, false) })}
      ${actionButton({ label: 'Hand it over', kind: 'danger', busy, onClick: () => void this.#answer(session, true) })}`,
    });
  }
}

customElements.define('pocket-transfer', Transfer);
