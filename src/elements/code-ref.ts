// <pocket-code-ref file lines project find>: a phrase of the explanation that lights up the code it is about.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { type CodeReference, readLines } from './support/code-reference.ts';
import { controlStyles } from './support/control-styles.ts';
import { PocketElement } from './support/pocket-element.ts';

/** The phrase is its light DOM: without scripts it reads as plain text. */
export class CodeRef extends PocketElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline;
        font: inherit;
      }
      button {
        display: inline;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: inherit;
        text-decoration: underline dotted var(--pocket-color-accent) 2px;
        text-underline-offset: 0.2em;
        cursor: pointer;
      }
      button:hover {
        background: var(--pocket-color-accent-soft);
      }
    `,
  ];
  static override properties: PropertyDeclarations = { file: {}, lines: {}, project: {} };
  declare file: string;
  /** `3-5, 9`, from 1. */
  declare lines: string;
  declare project: string | null;
  /** Somebody went there: it stays lit although the focus left this phrase. */
  #went = false;

  constructor() {
    super();
    this.file = '';
    this.lines = '';
    this.project = null;
  }

  #tell(lines: readonly number[], go: boolean): void {
    const detail: CodeReference = { project: this.project, file: this.file, lines, go };
    this.session?.dispatchEvent(new CustomEvent('light-code', { detail }));
  }

  protected override render(): TemplateResult {
    const light = (): void => {
      this.#went = false;
      this.#tell(readLines(this.lines), false);
    };
    const end = (): void => {
      if (!this.#went) this.#tell([], false);
    };
    const go = (): void => {
      this.#went = true;
      this.#tell(readLines(this.lines), true);
    };
    return html`<button type="button" @pointerenter=${light} @pointerleave=${end} @focus=${light} @blur=${end} @click=${go}>
      <slot></slot><span class="visually-hidden"> (show in the code, line ${this.lines})</span>
    </button>`;
  }
}

customElements.define('pocket-code-ref', CodeRef);
