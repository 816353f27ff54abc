// <pocket-cloud-rules>: which of the two rule sets is in force, and what differs between them.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CloudSettings } from '../model/cloud-state.ts';
import { RULE_DIFFERENCES } from '../model/rule-differences.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { errorText } from './support/error-text.ts';
import { LiveRead } from './support/live-read.ts';
import type { Session } from './support/session.ts';
import { withCode } from './support/with-code.ts';

const TASK = 'cloud-rules';
const SETS: readonly { rules: CloudSettings['rules']; name: string; about: string }[] = [
  { rules: '2016', name: 'Rules of 2016', about: 'fixed numbers, as the webhook guide of that year has them' },
  { rules: 'current', name: 'Rules of today', about: 'limits that adapt, as newer documentation has them' },
];

export class CloudRules extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .data td,
      .data th {
        white-space: normal;
        vertical-align: top;
      }
      .data [data-chosen] {
        font-weight: 600;
      }
      .choices {
        gap: 0.5rem;
      }
      .choices label {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0 0.625rem;
        min-block-size: 2rem;
      }
    `,
  ];
  readonly #settings = new LiveRead(this, ['settings'], ({ cloud }) => cloud.settings());
  protected readonly controlTitle = 'Rule set';

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#settings.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#settings.detach();
  }

  async #set(session: Session, rules: CloudSettings['rules']): Promise<void> {
    await session.run(TASK, () => session.cloud.setSettings({ rules }));
    this.#settings.again();
  }

  protected draw(session: Session): TemplateResult {
    const now = this.#settings.value?.rules;
    if (now === undefined) {
      const { error } = this.#settings;
      return error
        ? this.frame({ state: 'error', body: html`<div class="control-body">${problemLine(errorText(error))}</div>` })
        : this.frame({ state: 'loading', body: this.loadingBody('Reading the settings…') });
    }
    const name = SETS.find(({ rules }) => rules === now)?.name ?? now;
    return this.frame({
      state: 'ready',
      badge: badge(now),
      purpose: 'A device cloud changes its rules over the years. This one can follow either set.',
      body: html`<div class="control-body">
          <fieldset class="choices">
            <legend class="visually-hidden">Rules in force</legend>
            ${SETS.map(
              ({ rules, name: label, about }) =>
                html`<label
                  ><input
                    type="radio"
                    name="rules"
                    value=${rules}
                    .checked=${rules === now}
                    @change=${() => void this.#set(session, rules)}
                  /><span>${label}<span class="muted">, ${about}</span></span></label
                >`,
            )}
          </fieldset>
          ${session.problem(TASK) ? problemLine(session.problem(TASK)) : nothing}
        </div>
        <div class="table-wrap" tabindex="0" role="region" aria-label="What differs between the rule sets">
          <table class="data">
            <thead>
              <tr>
                <th scope="col">What</th>
                ${SETS.map(({ rules, name: label }) => html`<th scope="col" ?data-chosen=${rules === now}>${label}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${RULE_DIFFERENCES.map(
                (row) =>
                  html`<tr>
                    <th scope="row">${row.topic}</th>
                    ${SETS.map(({ rules }) => html`<td ?data-chosen=${rules === now}>${withCode(row[rules])}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`,
      line: {
        tone: 'info',
        text: html`<strong>${name} are in force.</strong> A change counts from the next call on; what was stored stays.`,
      },
    });
  }
}

customElements.define('pocket-cloud-rules', CloudRules);
