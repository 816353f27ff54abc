// <pocket-compiler-offer>: while a page with it is open, `POST /v1/binaries` and the CLI compile in that page. It shows nothing.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { lendCompiler } from './support/lend-compiler.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';

export class CompilerOffer extends PocketElement {
  protected override sessionArrived(session: Session): void {
    // What was not fetched now is fetched by the next page.
    lendCompiler(session.cloud).catch(() => {});
  }

  protected override render(): TemplateResult {
    return html``;
  }
}

customElements.define('pocket-compiler-offer', CompilerOffer);
