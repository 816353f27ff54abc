// What became of a test event, as the state line under it: the fact, then what to do.
import { html } from 'lit';
import type { Outcome } from '../../model/journey-outcome.ts';
import type { StateLine } from './control-frame.ts';
import { pageLink } from './page-link.ts';

/** `running`: the server listens now, whatever it did then. */
export const outcomeLine = (outcome: Outcome, running: boolean): StateLine => {
  switch (outcome.kind) {
    case 'waiting':
      return { tone: 'busy', text: html`<strong>Sent.</strong> The webhook is at work…` };
    case 'unheard':
      return {
        tone: 'warn',
        text: html`<strong>Sent, and no webhook heard it.</strong> ${pageLink('pocket-create-webhook', 'Look at the webhook')}: its event is
          the start of the name.`,
      };
    case 'answered':
      return {
        tone: 'done',
        text: html`<strong>Sent, and the server answered ${outcome.status}.</strong> Next:
          ${pageLink('pocket-journey', 'follow the event')}.`,
      };
    case 'limit':
      return {
        tone: 'bad',
        text: html`<strong>Sent, and the webhook did not run: it ran too often in this minute.</strong> Nothing reached the server. Wait a
          minute, or skip ahead with the clock at the top, then send again.`,
      };
    case 'no-device':
      return {
        tone: 'bad',
        text: html`<strong>Sent, and the webhook did not run: this account has no device.</strong>
          ${pageLink('pocket-select-device', 'Get a virtual board')}, then send again.`,
      };
    case 'disabled':
      return {
        tone: 'bad',
        text: html`<strong>Sent, and the webhook did not run: it is disabled.</strong> ${pageLink('pocket-create-webhook', 'Repair it')},
          then send again.`,
      };
    case 'asleep':
      return {
        tone: 'bad',
        text: html`<strong>Sent, and the webhook sleeps after too many errors.</strong> Wait, or skip ahead with the clock at the top.`,
      };
    case 'dropped':
      return { tone: 'bad', text: html`<strong>Sent, and the webhook did not run.</strong> ${outcome.error}.` };
    case 'refused':
      return outcome.status === 401 || outcome.status === 403
        ? {
            tone: 'bad',
            text: html`<strong>Sent, and the server refused it with ${outcome.status}.</strong> The webhook does not carry its secret:
              ${pageLink('pocket-create-webhook', 'repair it')}, then send again.`,
          }
        : {
            tone: 'bad',
            text: html`<strong>Sent, and the server answered ${outcome.status}, which counts as an error.</strong>
              ${pageLink('pocket-journey', 'See what it said')}.`,
          };
    case 'unreachable':
      if (running && outcome.error === 'ECONNREFUSED')
        return {
          tone: 'info',
          text: html`<strong>The last one was refused: the server was off.</strong> It listens now, so send again.`,
        };
      return {
        tone: 'bad',
        text: html`<strong>Sent, and nothing answered: <code>${outcome.error}</code>.</strong>
          ${pageLink('pocket-start-demo', 'Start the demo')}, or ${pageLink('pocket-journey', 'see where it ended')}.`,
      };
  }
};
