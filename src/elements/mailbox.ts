// <pocket-mailbox>: every mail this cloud would have sent; nothing leaves the browser.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Mail } from '../model/user.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { errorText } from './support/error-text.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { dateAndTime } from './support/moment-text.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';

const TASK = 'password-mail';

/** Mails link into this site only, whatever a file that was imported says. */
const linkOf = ({ link }: Mail): string | null => {
  if (link === null) return null;
  const base = siteBase();
  const url = URL.canParse(link, base) ? new URL(link, base).href : '';
  return url.startsWith(base) ? url : null;
};

export class Mailbox extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .mails {
        margin-block-start: 0.75rem;
        border-block-start: 1px solid var(--pocket-color-line);
      }
      .mail {
        display: grid;
        gap: 0.5rem;
        padding: 1rem 1.25rem;
      }
      .mail + .mail {
        border-block-start: 1px solid var(--pocket-color-line);
      }
      .mail h3,
      .mail h4 {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .mail .facts {
        gap: 0.125rem 1rem;
        font: var(--pocket-text-small);
        color: var(--pocket-color-text-muted);
      }
      .mail .text {
        white-space: pre-line;
        overflow-wrap: anywhere;
        max-inline-size: 68ch;
      }
    `,
  ];
  readonly #mails = new LiveRead<Mail[]>(this, ['mails'], async ({ cloud }) => (await cloud.mails()).mails);
  protected readonly controlTitle = 'Mailbox';

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#mails.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#mails.detach();
  }

  protected draw(session: Session): TemplateResult {
    const mails = this.#mails.value;
    if (!mails) {
      const { error } = this.#mails;
      return error
        ? this.frame({ state: 'error', body: html`<div class="control-body">${problemLine(errorText(error))}</div>` })
        : this.frame({ state: 'loading', body: this.loadingBody('Opening the mailbox…') });
    }
    const { username } = session.account;
    return this.frame({
      state: mails.length > 0 ? 'ready' : 'empty',
      purpose: 'Whoever a mail is for, it lands here. Nothing leaves your browser.',
      body: html`${
        mails.length === 0
          ? html`<div class="control-body"><p class="empty">No mail yet. A forgotten password sends one.</p></div>`
          : html`<ul class="mails" aria-label="Mails, newest first">
              ${mails.map((mail) => this.#mail(mail))}
            </ul>`
      }
      ${session.problem(TASK) ? html`<div class="control-body">${problemLine(session.problem(TASK))}</div>` : nothing}`,
      line: {
        tone: 'info',
        text: html`<strong>${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}.</strong> Ask for a new password of
          <code>${username}</code> to see one arrive.`,
      },
      actions: actionButton({
        label: 'Forgot my password',
        icon: 'key',
        busy: session.busy(TASK),
        onClick: () =>
          void session.run(TASK, () => session.cloud.call('POST', '/v1/user/password-reset', { token: false, body: { username } })),
      }),
    });
  }

  #mail(mail: Mail): TemplateResult {
    const link = linkOf(mail);
    const title = html`${mail.subject}`;
    return html`<li class="mail">
      ${this.level <= 2 ? html`<h3 translate="no">${title}</h3>` : html`<h4 translate="no">${title}</h4>`}
      <p class="facts">
        <span>To <code>${mail.to}</code></span
        ><span>From <code>${mail.from}</code></span>
        <time datetime=${mail.sent_at}>${dateAndTime(mail.sent_at)}</time>
      </p>
      <p class="text" translate="no">${mail.text}</p>
      ${link ? html`<p><a class="button small" href=${link}>${icon('open')}Open the link</a></p>` : nothing}
    </li>`;
  }
}

customElements.define('pocket-mailbox', Mailbox);
