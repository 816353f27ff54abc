// Base of the lesson's controls: their heading fits the page, and they all wait for the cloud in one way.
import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { controlFrame, problemLine, stepBadge } from './control-frame.ts';
import type { ControlParts } from './control-frame.ts';
import { controlStyles } from './control-styles.ts';
import { errorText } from './error-text.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { headingLevelFor } from './heading-level.ts';
import { lessonState } from './lesson-state.ts';
import { PocketElement } from './pocket-element.ts';
import type { Session } from './session.ts';

/** A step's "do it for me", by step id; registered while the element is in the page. */
export type Offers = Readonly<Record<string, (session: Session) => Promise<void>>>;

export abstract class ControlElement extends PocketElement {
  static override styles: CSSResultGroup = controlStyles;

  protected level = 3;
  /** What this control can do for the learner. */
  protected readonly offers: Offers = {};
  #withdraw: (() => void)[] = [];

  constructor() {
    super();
    new FocusKeeper(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.level = headingLevelFor(this);
  }

  protected override sessionArrived(session: Session): void {
    this.#withdraw = Object.entries(this.offers).map(([step, act]) => session.offer(step, () => act(session)));
  }

  protected override sessionLeft(_session: Session): void {
    for (const withdraw of this.#withdraw) withdraw();
    this.#withdraw = [];
  }

  protected override render(): TemplateResult {
    const { session } = this;
    if (!session || session.state === 'opening') return this.waiting();
    if (session.state === 'failed')
      return this.frame({
        state: 'error',
        line: {
          tone: 'bad',
          text: html`<strong>Your cloud did not open.</strong> The text of the lesson still works. Reload the page to try again.`,
          live: false,
        },
      });
    return this.draw(session);
  }

  /** The final layout, empty, until the cloud has said hello. */
  protected waiting(title: unknown = this.controlTitle): TemplateResult {
    return controlFrame({ title, level: this.level, state: 'loading', line: { tone: 'busy', text: 'Opening your cloud…', live: false } });
  }

  protected abstract readonly controlTitle: string;
  protected abstract draw(session: Session): TemplateResult;

  /** `controlFrame` with title and level filled in. */
  protected frame(parts: Omit<ControlParts, 'title' | 'level'> & Partial<Pick<ControlParts, 'title'>>): TemplateResult {
    return controlFrame({ title: this.controlTitle, level: this.level, ...parts });
  }

  /** The word that the rail has for a step; `otherwise` on pages without that step, and once the lesson is over. */
  protected stepBadge(session: Session, id: string, otherwise: TemplateResult | typeof nothing = nothing): TemplateResult | typeof nothing {
    const progress = lessonState(session);
    const step = session.lesson?.steps.find((one) => one.id === id);
    const state = progress?.states.find((one) => one.id === id)?.state;
    return step && state && !progress?.closed ? stepBadge(step, state) : otherwise;
  }

  /** Until lists of the session's view are there; `keys` as in `CloudView.errorOf`. A list that cannot be read says why. */
  protected pending(session: Session, sentence: string, ...keys: string[]): TemplateResult {
    const error = keys.map((key) => session.view.errorOf(key)).find(Boolean);
    if (!error) return this.frame({ state: 'loading', body: this.loadingBody(sentence) });
    return this.frame({ state: 'error', body: html`<div class="control-body">${problemLine(errorText(error))}</div>` });
  }

  protected loadingBody(sentence: string): TemplateResult {
    return html`<div class="control-body"><p class="empty">${sentence}</p></div>`;
  }
}
