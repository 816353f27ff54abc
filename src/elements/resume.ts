// Where the visitor goes on: the step of the lesson they were in, or with attribute `lesson` how far they are in that one.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { readProgress } from './support/kept-progress.ts';
import { PocketElement } from './support/pocket-element.ts';
import { siteBase } from './support/site-base.ts';
import type { KeptProgress } from './support/kept-progress.ts';

const address = (slug: string, anchor = ''): string =>
  `${siteBase()}tutorials/${encodeURIComponent(slug)}/${anchor && `#${encodeURIComponent(anchor)}`}`;

/** Where the page says how far one is in all of them. */
const PROGRESS = 'your-progress';

/** Draws into the page, before what stands there without scripts; the page hides that while `data-known` is set. */
export class Resume extends PocketElement {
  static override properties = { lesson: { type: String } };
  declare lesson: string;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #go(href: string, label: string, title: string, after: string): TemplateResult {
    return html`<a class="button large" href=${href}>${label}: ${title}</a
      ><span class="resume-where">${after} <a href="#${PROGRESS}">Your progress</a></span>`;
  }

  /** After a finished lesson the first of the page that is not. */
  #next(kept: readonly KeptProgress[]): TemplateResult {
    for (const card of document.querySelectorAll<HTMLElement>('[data-lesson]')) {
      const slug = card.dataset['lesson'] ?? '';
      if (kept.some((one) => one.slug === slug && one.step === null)) continue;
      return this.#go(address(slug), 'Next', card.querySelector('h3')?.textContent ?? '', `You finished ${kept[0]?.title}.`);
    }
    return html`<a class="button large" href="#${PROGRESS}">Your progress</a><span class="resume-where">You finished every lesson.</span>`;
  }

  #draw(kept: readonly KeptProgress[]): TemplateResult | null {
    if (this.lesson) {
      const one = kept.find(({ slug }) => slug === this.lesson);
      return one ? html`<span>${one.done} of ${one.total} steps done</span>` : null;
    }
    const [last] = kept;
    if (!last) return null;
    if (!last.step) return this.#next(kept);
    return this.#go(
      address(last.slug, last.step.anchor),
      'Continue',
      last.step.title,
      `${last.title}, ${last.done} of ${last.total} steps done`,
    );
  }

  /** Who never began a lesson does not load what speaks of all of them. */
  protected override updated(): void {
    const begun = !this.lesson && this.session && readProgress(this.session.memory).length > 0;
    const lessons = begun ? document.getElementById('lessons') : null;
    if (!lessons || lessons.querySelector('pocket-progress')) return;
    lessons.append(Object.assign(document.createElement('pocket-progress'), { id: PROGRESS }));
  }

  override render(): TemplateResult | typeof nothing {
    const drawn = this.session && this.#draw(readProgress(this.session.memory));
    this.toggleAttribute('data-known', Boolean(drawn));
    return drawn ?? nothing;
  }
}

customElements.define('pocket-resume', Resume);
