// <pocket-predict question="prefix">: say what will happen, then let it happen; the cloud tells which answer was right.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { readFacts } from '../client/read-facts.ts';
import { runRequests } from '../client/run-requests.ts';
import { parseCheck } from '../model/check.ts';
import { evaluateCheck } from '../model/evaluate-check.ts';
import type { Question } from '../model/lesson.ts';
import { fillNames, type Names } from '../model/names.ts';
import { carefulCloud } from './support/careful-cloud.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { keepName, lessonNames, predict, predictions } from './support/lesson-memory.ts';
import { withCode } from './support/with-code.ts';
import type { Session } from './support/session.ts';

/** What a run brings about is there within this many looks, real ms apart. */
const TURNS = 50;
const PAUSE = 100;

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
  static override properties: PropertyDeclarations = { question: { type: String }, chosen: { state: true } };
  /** Id of a question of the page's lesson. */
  declare question: string;
  /** What is marked now; null: what was expected last time. */
  declare protected chosen: number | null;
  #offered: (() => void) | null = null;
  protected readonly controlTitle = 'Say first, then run it';

  constructor() {
    super();
    this.question = '';
    this.chosen = null;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    const question = this.#question(session);
    const step = session.lesson?.steps.find(({ check }) => check === `predicted "${this.question}"`);
    if (question && step) this.#offered = session.offer(step.id, () => this.#run(session, question, this.chosen));
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#offered?.();
  }

  #question(session: Session): Question | undefined {
    return session.lesson?.questions?.find(({ id }) => id === this.question);
  }

  /** `chosen` null: who lets it be done sees what happens, and is not told to have expected anything. */
  async #run(session: Session, question: Question, chosen: number | null): Promise<void> {
    await session.run(`predict/${question.id}`, async () => {
      await runRequests(carefulCloud(session), question.run, {
        names: () => lessonNames(session),
        keep: (name, value) => keepName(session, name, value),
      });
      const outcome = await this.#outcome(session, question);
      if (outcome !== null) predict(session, question.id, { chosen, outcome });
      this.chosen = null;
    });
  }

  /** Number of the option that came true, asked of the cloud itself until one has; null when none does. */
  async #outcome(session: Session, question: Question): Promise<number | null> {
    const checks = question.options.map(({ when }) => parseCheck(when));
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [at, check] of checks.entries()) {
        const known = { choice: session.choice, names: lessonNames(session), predicted: [], signed_in: session.account.signedIn };
        if (evaluateCheck(check, await readFacts(session.cloud, check, known)).ok === true) return at;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }

  protected draw(session: Session): TemplateResult {
    const question = this.#question(session);
    if (!question)
      return this.frame({ state: 'error', body: html`<div class="control-body"><p>This page has no question ${this.question}.</p></div>` });
    const names = lessonNames(session);
    const kept = predictions(session)[question.id];
    const chosen = this.chosen ?? kept?.chosen ?? null;
    const outcome = this.chosen === null ? (kept?.outcome ?? null) : null;
    const label = `predict/${question.id}`;
    return this.frame({
      title: `Question ${(session.lesson?.questions?.indexOf(question) ?? 0) + 1}: say first, then run it`,
      state: outcome === null ? 'ready' : 'done',
      body: html`<div class="control-body">
        <fieldset>
          <legend id="ask">${withCode(fillNames(question.ask, names))}</legend>
          ${question.options.map(
            (option, at) =>
              html`<label
                ><input type="radio" name="answer" .checked=${at === chosen} @change=${() => (this.chosen = at)} /><span
                  >${withCode(fillNames(option.text, names))}</span
                >${outcome === at ? badge('It happened', 'check', 'good') : nothing}</label
              >`,
          )}
        </fieldset>
        ${problemLine(session.problem(label))}
      </div>`,
      line: this.#line(question, chosen, outcome, session.busy(label), names),
      actions: actionButton({
        label: outcome === null ? 'Run it' : 'Run it again',
        icon: 'play',
        busy: session.busy(label),
        blockedBy: chosen === null ? 'state' : null,
        onClick: () => void (chosen !== null && this.#run(session, question, chosen)),
      }),
    });
  }

  #line(question: Question, chosen: number | null, outcome: number | null, busy: boolean, names: Names): StateLine {
    if (busy) return { tone: 'busy', text: 'Waiting for what happens…' };
    if (chosen === null && outcome === null) return { tone: 'info', text: html`<strong>Choose what you expect.</strong> Then run it.` };
    if (outcome === null) return { tone: 'info', text: html`<strong>Now run it.</strong> Your cloud decides who is right.` };
    const why = withCode(fillNames(question.options[outcome]?.because ?? '', names));
    if (chosen === null) return { tone: 'done', text: html`<strong>This happened.</strong> ${why}` };
    return outcome === chosen
      ? { tone: 'done', text: html`<strong>As you expected.</strong> ${why}` }
      : { tone: 'warn', text: html`<strong>Not what you expected.</strong> ${why}` };
  }
}

customElements.define('pocket-predict', Predict);
