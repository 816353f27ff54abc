// <pocket-clean-up>: takes away what the lesson made, in the order the cloud allows (spec/cloud-api.md §6.4).
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { cleanUpCount, cleanUpPlan, cleanUpRules } from '../model/clean-up-plan.ts';
import type { CleanUpPart, CleanUpState } from '../model/clean-up-plan.ts';
import type { WireDevice } from '../client/cloud-answers.ts';
import type { Integration } from '../model/integration.ts';
import type { Product } from '../model/product.ts';
import { actionButton } from './support/action-button.ts';
import { chosenProduct } from './support/chosen.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { ControlElement } from './support/control-element.ts';
import { stateBadge } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { switchDemo } from './support/demo-server.ts';
import { errorText } from './support/error-text.ts';
import { icon } from './support/icon.ts';
import { lessonState } from './support/lesson-state.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const RUN = 'clean-up';

interface Task {
  what: string;
  /** Names what `what` means. */
  name: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  why?: string;
  work: () => Promise<unknown>;
}

/** Devices that a clean-up gives their first firmware back: online, with a product's build on them. */
const flashable = (devices: WireDevice[]): WireDevice[] =>
  devices.filter(({ online, firmware_version }) => online && typeof firmware_version === 'number');

export class CleanUp extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .progress {
        display: grid;
        gap: 0.375rem;
        margin-block-start: 1rem;
      }
      .progress li {
        display: flex;
        gap: 0.5rem;
        align-items: baseline;
        flex-wrap: wrap;
      }
      .progress .icon {
        translate: 0 0.125rem;
      }
      .progress li[data-state='done'] .icon {
        color: var(--pocket-color-good);
      }
      .progress li[data-state='failed'] .icon {
        color: var(--pocket-color-bad);
      }
      dialog ul {
        list-style: disc;
        padding-inline-start: 1.25rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { ticked: { state: true }, tasks: { state: true } };
  declare protected ticked: ReadonlySet<CleanUpPart>;
  /** What the last run did, item by item. */
  declare protected tasks: Task[];
  readonly #confirm = new ConfirmDialog(this);
  /** The lesson was over when it was last drawn. */
  #over = false;
  protected readonly controlTitle = 'Clean up';

  constructor() {
    super();
    this.ticked = new Set();
    this.tasks = [];
  }

  #tick(part: CleanUpPart, on: boolean): void {
    const ticked = new Set(this.ticked);
    if (on) ticked.add(part);
    else ticked.delete(part);
    this.ticked = ticked;
  }

  protected draw(session: Session): TemplateResult {
    const chosen = chosenProduct(session);
    const product = chosen.item;
    const hooks = product ? session.view.integrations(product.id) : [];
    const devices = product ? session.view.productDevices(product.id) : [];
    if (!chosen.known || hooks === null || devices === null)
      return this.pending(
        session,
        'Counting what there is…',
        'products',
        `integrations/${product?.id ?? ''}`,
        `productDevices/${product?.id ?? ''}`,
      );
    const state: CleanUpState = {
      product: product?.name ?? null,
      webhooks: hooks.length,
      flashable: flashable(devices).length,
      devices: devices.length,
    };
    const over = lessonState(session)?.closed ?? false;
    // Whoever starts again has nothing to read of the last round.
    if (this.#over && !over && !session.busy(RUN)) this.tasks = [];
    this.#over = over;
    const rules = cleanUpRules(state, this.ticked);
    const count = cleanUpCount(state, this.ticked);
    const busy = session.busy(RUN);
    const names = (list: readonly { name: string | null }[]): string => list.map(({ name }) => name ?? 'a device').join(', ');
    const labels: [CleanUpPart, string, string][] = [
      [
        'webhooks',
        hooks.length > 1 ? 'Delete the webhooks' : 'Delete the webhook',
        hooks.map(({ name, event }) => name || event).join(', '),
      ],
      ['firmware', 'Put the starter firmware back', `on ${names(flashable(devices))}`],
      ['devices', 'Remove the devices from the product', `${names(devices)}, still yours`],
      ['product', 'Delete the product', product?.name ?? ''],
    ];
    return this.frame({
      state: product ? 'ready' : 'disabled',
      badge: this.stepBadge(session, 'clean-up', over ? stateBadge('done') : nothing),
      purpose: product
        ? html`Takes away what this lesson made. Your account, your devices and the events of <code>${product.name}</code> stay.`
        : nothing,
      body: html`<div class="control-body">
          <fieldset class="checks" ?hidden=${over && !product}>
            <legend class="visually-hidden">Remove</legend>
            ${labels.map(([part, label, what]) => {
              const rule = rules[part];
              return html`<div>
                <input
                  type="checkbox"
                  id=${part}
                  .checked=${rule.enabled && this.ticked.has(part)}
                  ?disabled=${!rule.enabled || busy}
                  aria-describedby="${part}-why"
                  @change=${(event: Event) => this.#tick(part, (event.target as HTMLInputElement).checked)}
                />
                <label for=${part}>${label}</label> <span class="muted" id="${part}-why">${rule.enabled ? what : rule.reason}</span>
              </div>`;
            })}
          </fieldset>
          ${this.tasks.length > 0 ? this.#progress() : nothing}
        </div>
        ${product ? this.#dialog(product, hooks, devices, count, state) : nothing}`,
      line: this.#line(session, product, count),
      actions: html`${
        over && !busy ? actionButton({ label: 'Start the lesson again', icon: 'undo', onClick: () => this.#startAgain(session) }) : nothing
      }
      ${
        over && !product && !busy
          ? nothing
          : actionButton({
              label: count === 1 ? 'Delete 1 thing' : count > 1 ? `Delete ${count} things` : 'Delete',
              icon: 'trash',
              kind: 'danger',
              blockedBy: count === 0 ? 'state' : null,
              busy,
              onClick: () => void (product && this.#run(session, product, hooks, devices, state)),
            })
      }`,
    });
  }

  /** Ready for another round, at the first step. */
  #startAgain(session: Session): void {
    session.startAgain();
    const first = document.getElementById(session.lesson?.steps[0]?.anchor ?? '');
    first?.setAttribute('tabindex', '-1');
    first?.focus();
  }

  #line(session: Session, product: Product | null, count: number): StateLine {
    if (session.busy(RUN))
      return {
        tone: 'busy',
        text: html`<strong>Cleaning up.</strong> ${this.tasks.filter(({ state }) => state === 'done').length} of ${this.tasks.length} done.`,
      };
    if (this.tasks.some(({ state }) => state === 'failed'))
      return { tone: 'bad', text: html`<strong>Something stayed.</strong> What is listed above as done is gone; try the rest again.` };
    if (this.tasks.length > 0)
      return {
        tone: 'done',
        text: html`<strong>Cleaned up.</strong> ${this.tasks.filter(({ state }) => state === 'done').length}
          ${this.tasks.length === 1 ? 'thing is' : 'things are'}
          gone.${this.#over ? ' This lesson is finished. What you have learned stands below.' : ''}`,
      };
    if (this.#over && !product)
      return { tone: 'done', text: html`<strong>Everything is cleaned up.</strong> What you have learned stands below.` };
    if (!product)
      return {
        tone: 'locked',
        text: html`<strong>No product is chosen.</strong> ${pageLink('pocket-select-product', 'Choose the one')} you want to clean up.`,
      };
    if (count === 0)
      return { tone: 'info', text: html`<strong>Nothing is ticked, so nothing goes.</strong> Tick what you want to remove.` };
    return {
      tone: 'info',
      text: html`<strong>${count === 1 ? '1 thing goes' : `${count} things go`}.</strong> You are asked once more, with names.`,
    };
  }

  #dialog(product: Product, hooks: Integration[], devices: WireDevice[], count: number, state: CleanUpState): TemplateResult {
    const names = this.#tasksFor(product, hooks, devices, state, null).filter(({ what }) => what !== 'Stop the demo');
    return this.#confirm.template({
      title: count === 1 ? 'Delete 1 thing?' : `Delete ${count} things?`,
      body: html`<p>The demo stops. Then these go, in this order:</p>
        <ul>
          ${names.map(({ what, name }) => html`<li>${what}: <code>${name}</code></li>`)}
        </ul>
        <p>Your account, your devices and the events stay.</p>`,
      action: count === 1 ? 'Delete 1 thing' : `Delete ${count} things`,
    });
  }

  #tasksFor(product: Product, hooks: Integration[], devices: WireDevice[], state: CleanUpState, session: Session | null): Task[] {
    const task = (what: string, name: string, work: (session: Session) => Promise<unknown>): Task => ({
      what,
      name,
      state: 'waiting',
      work: () => (session ? work(session) : Promise.resolve()),
    });
    const parts: Record<CleanUpPart, () => Task[]> = {
      webhooks: () =>
        hooks.map((hook) => task('Delete webhook', hook.name || hook.event, ({ cloud }) => cloud.deleteIntegration(hook.id, product.id))),
      firmware: () =>
        flashable(devices).map((device) =>
          task('Put the starter firmware on', device.name, ({ cloud }) =>
            cloud.call('PUT', `/v1/devices/${device.id}`, { body: { app: 'tinker' } }),
          ),
        ),
      devices: () =>
        devices.map((device) => task('Remove device', device.name, ({ cloud }) => cloud.removeProductDevice(product.id, device.id))),
      product: () => [
        task('Delete product', product.name, ({ cloud, view }) => view.removeProduct(product.id, () => cloud.deleteProduct(product.id))),
      ],
    };
    return [
      task('Stop the demo', 'demo server', (open) => switchDemo(open, 'stop')),
      ...cleanUpPlan(state, this.ticked).flatMap((part) => parts[part]()),
    ];
  }

  async #run(session: Session, product: Product, hooks: Integration[], devices: WireDevice[], state: CleanUpState): Promise<void> {
    if (!(await this.#confirm.ask())) return;
    await session.run(RUN, async () => {
      const tasks = this.#tasksFor(product, hooks, devices, state, session);
      const show = (): void => {
        this.tasks = [...tasks];
      };
      let stopped = false;
      for (const task of tasks) {
        // A later thing may depend on one that stayed, so the rest waits for another try.
        if (stopped) task.state = 'skipped';
        else {
          task.state = 'running';
          show();
          try {
            await task.work();
            task.state = 'done';
          } catch (error) {
            const { text, next } = errorText(error);
            task.state = 'failed';
            task.why = `${text} ${next}`;
            stopped = true;
          }
        }
        show();
      }
      const gone = cleanUpPlan(state, this.ticked).includes('product') && !stopped;
      this.ticked = new Set();
      const changed = ['products', 'devices', ...(gone ? [] : [`integrations/${product.id}`])];
      await Promise.all(changed.map((key) => session.view.fresh(key)));
      session.choose(gone ? { product: null, integration: null } : { integration: null });
    });
  }

  #progress(): TemplateResult {
    const looks = {
      waiting: ['dot', 'waiting'],
      running: ['clock', 'working'],
      done: ['check', 'done'],
      failed: ['error', 'stayed'],
      skipped: ['dot', 'not tried'],
    } as const;
    return html`<ol class="progress" aria-label="Progress">
      ${this.tasks.map(
        ({ what, name, state, why }) =>
          html`<li data-state=${state}>
            ${icon(looks[state][0])}<span>${what} <code>${name}</code></span>
            <span class="muted">${looks[state][1]}${why ? `: ${why}` : ''}</span>
          </li>`,
      )}
    </ol>`;
  }
}

customElements.define('pocket-clean-up', CleanUp);
