// Tries names against the beginning that a webhook listens for.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { trialNames, tryPrefix } from '../../model/event-prefix.ts';
import { icon } from './icon.ts';
import type { Session } from './session.ts';

export interface PrefixTesterParts {
  session: Session;
  /** What the webhook listens for. */
  event: string;
  /** A name of the person's own. */
  trial: string;
  onTrial(name: string): void;
}

export const prefixTester = ({ session, event, trial, onTrial }: PrefixTesterParts): TemplateResult => {
  const seen = session.view.recentEvents('') ?? [];
  const recent = [...new Map(seen.map((one) => [one.name, one.origin === 'integration'])).entries()].slice(0, 6);
  const trials = [
    ...(trial ? [tryPrefix(event, trial)] : []),
    ...trialNames(event).map((name) => tryPrefix(event, name)),
    ...recent.filter(([name]) => !trialNames(event).includes(name)).map(([name, fromHook]) => tryPrefix(event, name, fromHook)),
  ];
  return html`<details class="more">
    <summary>${icon('chev')}Which names it hears</summary>
    <p class="field">
      <label for="trial">Try a name</label
      ><input
        id="trial"
        type="text"
        maxlength="64"
        spellcheck="false"
        autocomplete="off"
        .value=${trial}
        @input=${(input: Event) => onTrial((input.target as HTMLInputElement).value)}
      />
    </p>
    <ul class="trials" aria-label="Names" aria-live="polite">
      ${trials.map(
        ({ name, heard, why }) =>
          html`<li data-heard=${heard ? 'true' : 'false'}>
            ${icon(heard ? 'check' : 'close')}<code>${name}</code><span>${heard ? 'heard' : 'not heard'}</span
            ><span class="muted">${why}</span>
          </li>`,
      )}
    </ul>
  </details>`;
};
