// <pocket-webhook-settings>: the three settings of the lesson's webhook, as the cloud has them now.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { DEMO_EVENT, DEMO_URL, demoHookOf } from '../model/demo-hook.ts';
import { chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import type { Session } from './support/session.ts';

export class WebhookSettings extends ControlElement {
  protected readonly controlTitle = 'Settings of the webhook';

  protected draw(session: Session): TemplateResult {
    const product = chosenProduct(session).item;
    const hook = product ? demoHookOf(session.view.integrations(product.id) ?? [], session.choice.integration) : null;
    const rows: [string, string][] = [
      ['Event', hook?.event ?? DEMO_EVENT],
      ['URL', hook?.url ?? DEMO_URL],
      ['Method', hook?.requestType ?? 'POST'],
    ];
    return this.frame({
      state: hook ? 'done' : 'ready',
      purpose: hook ? 'As your cloud has them now.' : 'As the lesson will send them.',
      body: html`<div class="table-wrap" tabindex="0" role="region" aria-label="Parameters and their values">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([name, value]) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td><code>${value}</code></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
    });
  }
}

customElements.define('pocket-webhook-settings', WebhookSettings);
