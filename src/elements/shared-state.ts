// <pocket-shared-state>: offers the cloud that the page's address brings. Nothing is replaced before somebody says so.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { readCloudFile, withHosts } from '../model/cloud-file.ts';
import type { CloudFileSummary } from '../model/cloud-file.ts';
import { actionButton } from './support/action-button.ts';
import { choiceKey, reachedKey } from './support/choice.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { bringMemory } from './support/lesson-memory.ts';
import { dateAndTime } from './support/moment-text.ts';
import { siteBase } from './support/site-base.ts';
import { stateInAddress, unpackState } from './support/state-link.ts';
import type { Session } from './support/session.ts';
import type { SharedState } from './support/state-link.ts';

const OPEN = 'open-shared-state';
/** How long the change feed may take to tell of the new cloud, real ms. */
const HEARD = 3000;

const startsOver = (session: Session): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, HEARD);
    session.addEventListener(
      'start-over',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

export class SharedStateOffer extends ControlElement {
  static override properties: PropertyDeclarations = { brought: { state: true } };
  /** What the address holds; `unreadable` when that is no state of ours. */
  declare protected brought: { state: SharedState; summary: CloudFileSummary } | 'unreadable' | null;
  protected readonly controlTitle = 'A state came with this link';
  readonly #look = (): void => void this.#read();

  constructor() {
    super();
    this.brought = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#look);
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#look);
  }

  async #read(): Promise<void> {
    const packed = stateInAddress(location.hash);
    // A step's link replaces the fragment: the offer stays.
    if (packed === null) return;
    const state = await unpackState(packed);
    const read = state && readCloudFile(JSON.stringify(state.file ?? null));
    this.brought = state && read && 'summary' in read ? { state, summary: read.summary } : 'unreadable';
  }

  #done(): void {
    if (stateInAddress(location.hash) !== null) history.replaceState(history.state, '', location.pathname + location.search);
    this.remove();
  }

  async #open(session: Session, { username, choice, reached, file, ...said }: SharedState): Promise<void> {
    const over = startsOver(session);
    const opened = await session.run(OPEN, async () => {
      const { allowed_hosts } = await session.cloud.settings();
      await session.cloud.importCloud(withHosts(file, allowed_hosts));
      await over;
      const { lesson, memory } = session;
      // Read as carefully as anything that is kept: `readChoice` and the rail believe no shape.
      memory.write(choiceKey(lesson, username), choice ?? null);
      memory.write(reachedKey(lesson, username), reached ?? null);
      bringMemory(session, username, said);
      session.chosenElsewhere();
      return true;
    });
    if (opened) this.#done();
  }

  /** Hosts that the link would allow and this cloud does not. */
  #kept({ view }: Session, hosts: string[]): TemplateResult | typeof nothing {
    const more = hosts.filter((host) => view.settings?.allowed_hosts.includes(host) !== true);
    return more.length === 0
      ? nothing
      : html` Its webhooks called <code>${more.join(', ')}</code> on the real internet. A link does not allow that: they call no real host
          before you do.`;
  }

  protected override waiting(): TemplateResult {
    return html``;
  }

  protected draw(session: Session): TemplateResult {
    const { brought } = this;
    if (brought === null) return html``;
    const keep = actionButton({ label: 'Keep mine', kind: 'quiet', onClick: () => this.#done() });
    if (brought === 'unreadable')
      return this.frame({
        state: 'error',
        line: {
          tone: 'bad',
          text: html`<strong>The link cannot be read.</strong> It may have been cut on its way. Your cloud is as it was.`,
        },
        actions: keep,
      });
    const { state, summary } = brought;
    const problem = session.problem(OPEN);
    return this.frame({
      state: 'ready',
      purpose: html`Written ${dateAndTime(summary.exported_at)} by <code>${state.username}</code>:
        ${summary.brings.join(', ')}.${this.#kept(session, summary.hosts)}`,
      body: problem
        ? html`<div class="control-body">${problemLine({ text: problem.text, next: 'Your cloud is as it was.' })}</div>`
        : nothing,
      line: {
        tone: 'warn',
        text: html`<strong>Opening it replaces your cloud as a whole.</strong> Keep yours, or save it first under
          <a href="${siteBase()}your-cloud/">Your cloud</a>.`,
      },
      actions: html`${keep}
      ${actionButton({ label: 'Replace my cloud', kind: 'danger', busy: session.busy(OPEN), onClick: () => void this.#open(session, state) })}`,
    });
  }
}

customElements.define('pocket-shared-state', SharedStateOffer);
