// <pocket-predict question="prefix">: say what will happen, then let it happen; the cloud tells which answer was right.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { runRequests } from '../client/run-requests.ts';
import { parseCheck } from '../model/check.ts';
import { evaluateCheck } from '../model/evaluate-check.ts';
import type { Question } from '../model/lesson.ts';
import { fillNames } from '../model/names.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { keepName, lessonNames, predict, predictions } from './support/lesson-memory.ts';
import { sessionFacts } from './support/session-facts.ts';
import { withCode } from './support/with-code.ts';
import type { Session } from './support/session.ts';

export class Predict extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      fieldset {
        display: grid;
        gap: 0.25rem;
      }
      legend {
        padding: 0;
        margin-block-end: 0.5rem;
        font-weight: 600;
      }
      label {
        display: flex;
        gap: 0.75rem;
        align-items: center;
        min-block-size: var(--pocket-target);
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      label .badge {
        margin-inline-start: auto;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { question: { type: String }, chosen: { state: true }, ran: { state: true } };
  /** Id of a question of the page's lesson. */
  declare question: string;
  declare protected chosen: number | null;
  declare protected ran: boolean;
  #release: (() => void) | null = null;
  readonly #heard = (): void => this.requestUpdate();
  protected readonly controlTitle = 'Say first, then run it';

  constructor() {
    super();
    this.question = '';
    this.chosen = null;
    this.ran = false;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#release = session.feed.hold();
    session.feed.addEventListener('change', this.#heard);
    const kept = predictions(session)[this.question];
    if (kept !== undefined) {
      this.chosen = Number(kept);
      this.ran = true;
    }
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#release?.();
    session.feed.removeEventListener('change', this.#heard);
  }

  async #run(session: Session, question: Question, chosen: number): Promise<void> {
    await session.run(`predict/${question.id}`, async () => {
      await runRequests(session.cloud, question.run, {
        names: () => lessonNames(session),
        keep: (name, value) => keepName(session, name, value),
      });
      predict(session, question.id, chosen);
      this.ran = true;
    });
  }

  /** Number of the option that came true; null while nothing has. */
  #outcome(session: Session, question: Question): number | null {
    if (!this.ran) return null;
    const facts = sessionFacts(session);
    const at = question.options.findIndex(({ when }) => evaluateCheck(parseCheck(when), facts).ok === true);
    return at < 0 ? null : at;
  }

  protected draw(session: Session): TemplateResult {
    const question = session.lesson?.questions?.find(({ id }) => id === this.question);
    if (!question)
      return this.frame({ state: 'error', body: html`<div class="control-body"><p>This page has no question ${this.question}.</p></div>` });
    const names = lessonNames(session);
    const outcome = this.#outcome(session, question);
    const { chosen } = this;
    const label = `predict/${question.id}`;
    return this.frame({
      state: outcome === null ? 'ready' : 'done',
      body: html`<div class="control-body">
        <fieldset>
          <legend id="ask">${withCode(fillNames(question.ask, names))}</legend>
          ${question.options.map(
            (option, at) =>
              html`<label
                ><input
                  type="radio"
                  name="answer"
                  .checked=${at === chosen}
                  @change=${() => {
                    this.chosen = at;
                    this.ran = false;
                  }}
                /><span>${withCode(fillNames(option.text, names))}</span
                >${outcome === at ? badge('It happened', 'check', 'good') : nothing}</label
              >`,
          )}
        </fieldset>
        ${problemLine(session.problem(label))}
      </div>`,
      line: this.#line(question, outcome, names),
      actions: actionButton({
        label: this.ran ? 'Run it again' : 'Run it',
        icon: 'play',
        busy: session.busy(label),
        blockedBy: chosen === null ? 'state' : null,
        onClick: () => void (chosen !== null && this.#run(session, question, chosen)),
      }),
    });
  }

  #line(question: Question, outcome: number | null, names: Readonly<Record<string, string>>): StateLine {
    if (this.chosen === null) return { tone: 'info', text: html`<strong>Choose what you expect.</strong> Then run it.` };
    if (!this.ran) return { tone: 'info', text: html`<strong>Now run it.</strong> Your cloud decides who is right.` };
    if (outcome === null) return { tone: 'busy', text: 'Waiting for what happens…' };
    const why = withCode(fillNames(question.options[outcome]?.because ?? '', names));
    return outcome === this.chosen
      ? { tone: 'done', text: html`<strong>As you expected.</strong> ${why}` }
      : { tone: 'warn', text: html`<strong>Not what you expected.</strong> ${why}` };
  }
}

customElements.define('pocket-predict', Predict);
