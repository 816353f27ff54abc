// <pocket-name name="event">: what the learner calls a thing; texts, code and requests of the lesson follow as it is typed.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { keepName, lessonNames } from './support/lesson-memory.ts';
import type { Session } from './support/session.ts';

export class Name extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .field {
        max-inline-size: 24rem;
        padding: 0.75rem 1.25rem 1rem;
      }
      p.problem {
        padding: 0 1.25rem 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { name: { type: String }, refused: { state: true } };
  declare name: string;
  /** What is in the field and cannot be a name. */
  declare protected refused: string | null;
  protected readonly controlTitle = 'Your name for it';

  constructor() {
    super();
    this.name = '';
    this.refused = null;
  }

  #type(session: Session, text: string): void {
    const clean = text.trim();
    // Quotes and braces mean something in templates and checks.
    const fits = clean !== '' && /^[^"'`\\{}<>\s]+$/.test(clean);
    this.refused = fits ? null : text;
    if (fits) keepName(session, this.name, clean);
  }

  protected draw(session: Session): TemplateResult {
    const asked = session.lesson?.names?.[this.name];
    const value = this.refused ?? lessonNames(session)[this.name] ?? '';
    return html`<section class="control" aria-label=${asked?.label ?? this.name}>
      <p class="field">
        <label for="name">${asked?.label ?? this.name}</label
        ><input
          id="name"
          type="text"
          spellcheck="false"
          autocomplete="off"
          maxlength=${asked?.most ?? 64}
          aria-invalid=${this.refused === null ? 'false' : 'true'}
          aria-describedby="why"
          .value=${live(value)}
          @input=${(event: Event) => this.#type(session, (event.target as HTMLInputElement).value)}
        />
      </p>
      <p class="problem" id="why" role="status" ?hidden=${this.refused === null}>
        A name has no spaces, quotes or braces, and is not empty.
      </p>
    </section>`;
  }
}

customElements.define('pocket-name', Name);
