// <pocket-phone>: what the mocked messaging services took, as a person would see it: texts, calls and notes.
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import type { Session } from './support/session.ts';

interface Shown {
  /** Epoch ms on the cloud's clock. */
  at: number;
  service: string;
  title: string;
  text: string;
}

const SHOWN = 20;

const TWILIO = 'api.twilio.com';
const TROPO = 'api.tropo.com';
const PUSHBULLET = 'api.pushbullet.com';

interface Kept {
  texts: { messages: { to: string; body: string; date_created: string }[] };
  calls: { sessions: { created_at: string; variables: Record<string, string> }[] };
  notes: { pushes: { title: string; body: string; created: number }[] };
}

const shownOf = ({ texts, calls, notes }: Kept): Shown[] =>
  [
    ...texts.messages.map(({ to, body, date_created }) => ({
      at: Date.parse(date_created),
      service: 'Twilio',
      title: `Text to ${to}`,
      text: body,
    })),
    ...calls.sessions.map(({ created_at, variables: { numberToDial, msg, ...rest } }) => ({
      at: Date.parse(created_at),
      service: 'Tropo',
      title: numberToDial ? `Call to ${numberToDial}` : 'A session',
      text: msg ?? JSON.stringify(rest),
    })),
    ...notes.pushes.map(({ title, body, created }) => ({ at: created * 1000, service: 'Pushbullet', title: title || 'Note', text: body })),
  ]
    .toSorted((one, other) => other.at - one.at)
    .slice(0, SHOWN);

export class Phone extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .screen {
        max-inline-size: 24rem;
        margin-inline: auto;
        padding: 0.75rem;
        border: 1px solid var(--pocket-color-line-control);
        border-radius: 1.5rem;
        background: var(--pocket-color-sunk);
      }
      ol {
        display: grid;
        gap: 0.5rem;
        max-block-size: 22rem;
        overflow: auto;
      }
      li,
      .empty {
        padding: 0.75rem 1rem;
        border-radius: 1rem;
        background: var(--pocket-color-surface);
        overflow-wrap: anywhere;
      }
      li p:first-child {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        font: var(--pocket-text-small);
      }
    `,
  ];
  protected readonly controlTitle = 'A phone';

  protected draw(session: Session): TemplateResult {
    const { view } = session;
    const texts = view.serverData<Kept['texts']>(TWILIO);
    const calls = view.serverData<Kept['calls']>(TROPO);
    const notes = view.serverData<Kept['notes']>(PUSHBULLET);
    if (texts === null || calls === null || notes === null)
      return this.pending(session, 'Switching it on…', `serverData/${TWILIO}`, `serverData/${TROPO}`, `serverData/${PUSHBULLET}`);
    const all = shownOf({ texts, calls, notes });
    return this.frame({
      state: 'ready',
      body: html`<div class="control-body">
        <div class="screen">
          ${
            all.length === 0
              ? html`<p class="empty muted">No message yet.</p>`
              : html`<ol tabindex="0" aria-label="Messages, the newest first">
                  ${all.map(
                    ({ service, title, text }) =>
                      html`<li translate="no">
                        <p><strong>${title}</strong><span class="muted">${service}</span></p>
                        <p>${text}</p>
                      </li>`,
                  )}
                </ol>`
          }
        </div>
      </div>`,
      line: {
        tone: 'info',
        text: html`<strong>${all.length === 1 ? '1 message' : `${all.length} messages`}.</strong> No real phone rings.`,
      },
    });
  }
}

customElements.define('pocket-phone', Phone);
