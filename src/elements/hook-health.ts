// <pocket-hook-health>: how each webhook is doing: counts, last errors, the run of errors, and the way back when it was disabled.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { IntegrationDetail } from '../client/cloud-answers.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { errorText } from './support/error-text.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime } from './support/moment-text.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

/** Webhooks that are looked at, those of products first. */
const MOST = 40;

const sum = (hook: IntegrationDetail, key: 'success' | 'error' | 'sleep'): number =>
  hook.counters.reduce((total, day) => total + day[key], 0);

export class HookHealth extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .hooks > li {
        display: grid;
        gap: 0.5rem;
        padding: 1rem 1.25rem;
        border-block-start: 1px solid var(--pocket-color-line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
      .head .actions {
        margin-inline-start: auto;
      }
      .run {
        display: grid;
        gap: 0.25rem;
        max-inline-size: 24rem;
        font: var(--pocket-text-small);
      }
      .run p {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
      }
      .errors {
        display: grid;
        gap: 0.25rem;
        font: var(--pocket-text-small);
      }
      .errors li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
      }
      .errors time {
        color: var(--pocket-color-text-muted);
      }
    `,
  ];
  readonly #health = new LiveRead(this, ['integrations', 'health', 'deliveries', 'settings', 'products'], async ({ cloud }) => {
    const products = await cloud.products();
    const lists = await Promise.all([...products.map(({ id }) => cloud.integrations(id)), cloud.integrations(null)]);
    return cloud.integrationsHealth(
      lists
        .flat()
        .slice(0, MOST)
        .map(({ id }) => id),
    );
  });
  protected readonly controlTitle = 'Health of your webhooks';

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#health.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#health.detach();
  }

  protected draw(session: Session): TemplateResult {
    const hooks = this.#health.value;
    const { error } = this.#health;
    if (hooks === null)
      return this.frame({
        state: error ? 'error' : 'loading',
        body: error ? html`<div class="control-body">${problemLine(errorText(error))}</div>` : this.loadingBody('Reading how they are…'),
      });
    if (hooks.length === 0)
      return this.frame({
        state: 'empty',
        body: html`<div class="control-body">
          <p class="empty">You have no webhook. ${pageLink('pocket-webhook-editor', 'Create one')}.</p>
        </div>`,
      });
    const disabled = hooks.filter((hook) => hook.disabled).length;
    return this.frame({
      state: disabled > 0 ? 'error' : 'ready',
      body: html`<div class="control-body"></div>
        <ul class="hooks">
          ${hooks.map((hook) => this.#hook(session, hook))}
        </ul>`,
      line:
        disabled > 0
          ? {
              tone: 'bad',
              text: html`<strong>${disabled === 1 ? '1 webhook is' : `${disabled} webhooks are`} disabled.</strong> Mend the reason, then
                enable it.`,
            }
          : {
              tone: 'done',
              text: html`<strong>${hooks.length === 1 ? 'It listens.' : `All ${hooks.length} listen.`}</strong> A run of errors disables a
                webhook; one good answer ends the run.`,
            },
    });
  }

  #hook(session: Session, hook: IntegrationDetail): TemplateResult {
    const { health } = hook;
    const task = `enable/${hook.id}`;
    const state = hook.disabled
      ? badge('Disabled', 'error', 'bad')
      : health.sleeping_until
        ? badge('Asleep', 'clock', 'warn')
        : badge('Listening', 'check', 'good');
    return html`<li>
      <div class="head">
        <strong><code>${hook.name || hook.event}</code></strong
        >${state}
        ${
          hook.disabled
            ? html`<div class="actions">
                ${actionButton({
                  label: 'Enable',
                  icon: 'play',
                  kind: 'small',
                  about: hook.name,
                  busy: session.busy(task),
                  onClick: () =>
                    void session.run(task, async () => {
                      await session.cloud.enableIntegration(hook.id);
                      this.#health.again();
                    }),
                })}
              </div>`
            : nothing
        }
      </div>
      <p class="muted num">
        In 30 days: ${sum(hook, 'success')} answered, ${sum(hook, 'error')} ${sum(hook, 'error') === 1 ? 'error' : 'errors'},
        ${sum(hook, 'sleep')} skipped.
      </p>
      ${hook.disabled ? html`<p><strong>${health.disabled_reason ?? 'Somebody switched it off.'}</strong>${health.disabled_at ? html` Disabled at <time datetime=${health.disabled_at}>${clockTime(health.disabled_at)}</time>.` : nothing}</p>` : nothing}
      ${health.sleeping_until ? html`<p>Its server failed too often. It is asked again at <time datetime=${health.sleeping_until}>${clockTime(health.sleeping_until)}</time>.</p>` : nothing}
      ${
        health.errors_until_disabled === null
          ? nothing
          : html`<div class="run">
              <p>
                <span id="run-${hook.id}">Errors in a row</span
                ><span class="num">${health.consecutive_errors} of ${health.errors_until_disabled}</span>
              </p>
              <meter min="0" max=${health.errors_until_disabled} .value=${health.consecutive_errors} aria-labelledby="run-${hook.id}">
                ${health.consecutive_errors} of ${health.errors_until_disabled}
              </meter>
            </div>`
      }
      ${
        hook.errors.length === 0
          ? nothing
          : html`<ul class="errors" aria-label="Last errors">
              ${hook.errors.slice(0, 3).map(({ time, error, journey }) => html`<li><time datetime=${time}>${clockTime(time)}</time><code>${error ?? 'error'}</code>${actionButton({ label: 'Show its journey', kind: 'quiet small', onClick: () => session.selectJourney(journey) })}</li>`)}
            </ul>`
      }
      ${problemLine(session.problem(task))}
    </li>`;
  }
}

customElements.define('pocket-hook-health', HookHealth);
