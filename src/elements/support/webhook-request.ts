// The exact request a webhook's settings make of an event, and the event to try.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PreviewAnswer } from '../../client/cloud-answers.ts';
import { toCurl } from '../../model/curl-command.ts';
import type { SampleEvent } from '../../model/lint-finding.ts';
import { actionButton } from './action-button.ts';
import { problemLine } from './control-frame.ts';
import type { CopyController } from './copy-controller.ts';
import { requestText } from './http-text.ts';
import { icon } from './icon.ts';
import type { Session } from './session.ts';
import { unaskedText } from './unasked-host.ts';

const SEND = 'editor-send';

export interface WebhookRequestParts {
  session: Session;
  sample: SampleEvent;
  /** Null while the cloud was not asked yet. */
  preview: PreviewAnswer | null;
  /** True before anything was written. */
  untouched: boolean;
  /** True when the event was typed, not taken from the log. */
  ownSample: boolean;
  /** True when the webhook exists, so that the event would reach it. */
  canSend: boolean;
  /** The host it goes to and that this cloud does not call; null when it does. */
  unasked: string | null;
  copy: CopyController;
  /** Null: the last event again. */
  onSample(change: { name?: string; data?: string } | null): void;
}

const textOf = ({ preview, untouched }: WebhookRequestParts): string => {
  if (untouched) return 'Write an event and a URL, and the request stands here.';
  if (!preview) return 'Asking the cloud…';
  return preview.request
    ? requestText(preview.request)
    : `No request: ${preview.error ?? preview.errors[0] ?? 'the settings are not complete.'}`;
};

export const webhookRequest = (parts: WebhookRequestParts): TemplateResult => {
  const { session, sample, preview, copy, onSample } = parts;
  const request = preview?.request ?? null;
  const send = (): void =>
    void session.run(SEND, () => session.cloud.publish({ name: sample.name, data: sample.data ?? '' }, session.choice.product));
  return html`<div class="stack" role="group" aria-labelledby="request-title">
    <p class="half-title">
      <span id="request-title">Request it makes</span>${request ? copy.button('curl', 'Copy as curl', () => toCurl(request)) : nothing}
    </p>
    <div class="pair">
      <p class="field">
        <label for="sample-name">of the event</label
        ><input
          id="sample-name"
          type="text"
          maxlength="64"
          spellcheck="false"
          .value=${sample.name}
          @input=${(event: Event) => onSample({ name: (event.target as HTMLInputElement).value })}
        />
      </p>
      <p class="field wide">
        <label for="sample-data">with the data</label
        ><input
          id="sample-data"
          type="text"
          maxlength="16384"
          spellcheck="false"
          .value=${sample.data ?? ''}
          @input=${(event: Event) => onSample({ data: (event.target as HTMLInputElement).value })}
        />
      </p>
    </div>
    ${parts.ownSample ? html`<p>${actionButton({ label: 'Use the last event again', kind: 'quiet small', onClick: () => onSample(null) })}</p>` : nothing}
    <pre class="codeview" tabindex="0" role="region" aria-labelledby="request-title"><code>${textOf(parts)}</code></pre>
    ${preview ? html`<p class="muted">${preview.triggers ? html`This event triggers it. The answer comes back as <code>${preview.topics.response}</code>, an error as <code>${preview.topics.error}</code>.` : 'This event does not trigger it.'}</p>` : nothing}
    ${
      parts.canSend && preview?.triggers
        ? html`<p>${actionButton({ label: 'Send this event', icon: 'send', kind: 'small', busy: session.busy(SEND), onClick: send })}</p>
            ${parts.unasked ? html`<p class="why-not">${icon('warn')}<span>${unaskedText(parts.unasked)}</span></p>` : nothing}
            ${problemLine(session.problem(SEND))}`
        : nothing
    }
  </div>`;
};
