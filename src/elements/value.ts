// <pocket-value name="event">temp</pocket-value>: a name within a text or code, as it is now; its content is what it is by default.
import type { PropertyDeclarations } from 'lit';
import { lessonNames } from './support/lesson-memory.ts';
import { PocketElement } from './support/pocket-element.ts';

export class Value extends PocketElement {
  static override properties: PropertyDeclarations = { name: { type: String } };
  declare name: string;

  constructor() {
    super();
    this.name = '';
  }

  /** Text among text: it is found by searching the page, and copied with it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override update(changed: Map<string, unknown>): void {
    super.update(changed);
    const value = this.session && lessonNames(this.session)[this.name];
    if (value !== undefined && value !== null && value !== this.textContent) this.textContent = value;
  }
}

customElements.define('pocket-value', Value);
