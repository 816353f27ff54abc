// <pocket-code-ref file lines|find project>: a phrase of the explanation that lights up the code it is about.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { CodePlace, CodeReference } from './support/code-reference.ts';
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
  static override properties: PropertyDeclarations = { file: {}, lines: {}, find: {}, project: {} };
  declare file: string;
  /** `3-5, 9`, from 1. */
  declare lines: string | null;
  /** In place of `lines`: every line with this text. */
  declare find: string | null;
  declare project: string | null;
  /** Somebody went there: it stays lit although the focus left this phrase. */
  #went = false;

  constructor() {
    super();
    this.file = '';
    this.lines = null;
    this.find = null;
    this.project = null;
  }

  get #place(): CodePlace {
    return this.find === null ? { lines: this.lines ?? '' } : { find: this.find };
  }

  #tell(at: CodePlace | null, go: boolean): void {
    const detail: CodeReference = { project: this.project, file: this.file, at, go };
    this.session?.dispatchEvent(new CustomEvent('light-code', { detail }));
  }

  protected override render(): TemplateResult {
    const light = (): void => {
      this.#went = false;
      this.#tell(this.#place, false);
    };
    const end = (): void => {
      if (!this.#went) this.#tell(null, false);
    };
    const go = (): void => {
      this.#went = true;
      this.#tell(this.#place, true);
    };
    return html`<button type="button" @pointerenter=${light} @pointerleave=${end} @focus=${light} @blur=${end} @click=${go}>
      <slot></slot><span class="visually-hidden"> (show in the code)</span>
    </button>`;
  }
}

customElements.define('pocket-code-ref', CodeRef);
