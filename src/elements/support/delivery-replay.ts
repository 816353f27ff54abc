// Sends an attempt again: as it was, several times, or with a request that was changed by hand.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Delivery } from '../../model/integration.ts';
import { actionButton } from './action-button.ts';
import { problemLine } from './control-frame.ts';
import type { Session } from './session.ts';

/** What is edited before it is sent again; null: nothing. */
export interface EditedRequest {
  url: string;
  body: string;
}

export interface DeliveryReplayParts {
  session: Session;
  delivery: Delivery;
  edited: EditedRequest | null;
  onEdit(edited: EditedRequest | null): void;
}

const MANY = 5;

export const deliveryReplay = ({ session, delivery, edited, onEdit }: DeliveryReplayParts): TemplateResult => {
  const task = `replay/${delivery.id}`;
  const { request } = delivery;
  const busy = session.busy(task);
  const again = (times: number): void =>
    void session.run(task, async () => {
      await session.cloud.replayDelivery(delivery.id, {
        times,
        ...(request && edited ? { request: { ...request, url: edited.url, body: edited.body === '' ? null : edited.body } } : {}),
      });
      onEdit(null);
    });
  return html`
    <div class="actions" role="group" aria-label="Send it again">
      ${actionButton({ label: edited ? 'Send the changed request' : 'Send again', icon: 'send', kind: 'small', busy, onClick: () => again(1) })}
      ${edited ? nothing : actionButton({ label: `Send ${MANY} times`, kind: 'small', busy, onClick: () => again(MANY) })}
      ${request && !edited ? actionButton({ label: 'Change it first', kind: 'quiet small', onClick: () => onEdit({ url: request.url, body: request.body ?? '' }) }) : nothing}
      ${edited ? actionButton({ label: 'Keep it as it was', kind: 'quiet small', onClick: () => onEdit(null) }) : nothing}
    </div>
    ${
      edited
        ? html`<p class="field">
              <label for="edited-url">URL</label
              ><input
                id="edited-url"
                type="text"
                maxlength="8192"
                spellcheck="false"
                .value=${edited.url}
                @input=${(event: Event) => onEdit({ ...edited, url: (event.target as HTMLInputElement).value })}
              />
            </p>
            <p class="field">
              <label for="edited-body">Body</label
              ><textarea
                id="edited-body"
                class="codefield"
                rows="5"
                maxlength="262144"
                spellcheck="false"
                .value=${edited.body}
                @input=${(event: Event) => onEdit({ ...edited, body: (event.target as HTMLTextAreaElement).value })}
              ></textarea>
            </p>`
        : nothing
    }
    ${problemLine(session.problem(task))}
  `;
};
