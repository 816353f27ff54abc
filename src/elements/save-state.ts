// One line: where the visitor's work is kept, and whether it survives this tab.
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { PocketElement } from './support/pocket-element.ts';

export class SaveState extends PocketElement {
  static override styles = css`
    :host {
      display: block;
    }
    p {
      margin: 0;
    }
  `;

  override render(): TemplateResult {
    const { session } = this;
    if (!session || session.state === 'opening') return html`<p>Opening your cloud…</p>`;
    if (session.info?.saved && !session.notSaved) return html`<p>Saved in this browser.</p>`;
    return html`<p>Runs here, forgotten when you close the tab.${session.notSaved ? ` ${session.notSaved}` : ''}</p>`;
  }
}

customElements.define('pocket-save-state', SaveState);
