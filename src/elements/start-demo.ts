// <pocket-start-demo>: turns the lesson's webhook server on and off (spec/cloud-api.md §6.2).
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { DEMO_HOST } from '../model/demo-hook.ts';
import { actionButton } from './support/action-button.ts';
import { chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import type { StateLine } from './support/control-frame.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { DEMO_KEY, demoServer, switchDemo } from './support/demo-server.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const SWITCH = 'start-demo';

export class StartDemo extends ControlElement {
  protected readonly controlTitle = 'Start the demo';
  protected override readonly offers = { 'start-demo': (session: Session): Promise<void> => this.#switch(session, 'start') };

  async #switch(session: Session, op: 'start' | 'stop'): Promise<void> {
    await session.run(SWITCH, () => switchDemo(session, op));
  }

  protected draw(session: Session): TemplateResult {
    const server = demoServer(session);
    const product = chosenProduct(session);
    if (server === null || !product.known) return this.pending(session, 'Looking at the server…', DEMO_KEY, 'products');
    const blocked = !server.started && product.item === null;
    const fault = session.view.servers?.find(({ host }) => host === DEMO_HOST)?.fault ?? null;
    return this.frame({
      state: server.started ? 'done' : blocked ? 'disabled' : 'ready',
      badge: this.stepBadge(
        session,
        'start-demo',
        server.started ? badge('Running', 'check', 'good') : blocked ? badge('Locked', 'lock') : badge('Stopped'),
      ),
      purpose: html`Turns the webhook server on. While it is off, it refuses every connection.`,
      body: session.problem(SWITCH) ? html`<div class="control-body">${problemLine(session.problem(SWITCH))}</div>` : nothing,
      line: this.#line(server.started, blocked, fault !== null),
      actions: server.started
        ? actionButton({ label: 'Stop demo', icon: 'stop', busy: session.busy(SWITCH), onClick: () => void this.#switch(session, 'stop') })
        : actionButton({
            label: 'Start demo',
            icon: 'play',
            blockedBy: blocked ? 'state' : null,
            busy: session.busy(SWITCH),
            onClick: () => void this.#switch(session, 'start'),
          }),
    });
  }

  #line(started: boolean, blocked: boolean, broken: boolean): StateLine {
    if (started && broken)
      return {
        tone: 'warn',
        text: html`<strong>It listens at <code>${DEMO_HOST}</code>, and is broken on purpose.</strong> Mend it in the table of servers.`,
      };
    if (started)
      return {
        tone: 'done',
        text: html`<strong>Listening at <code>${DEMO_HOST}</code>.</strong> Next:
          ${pageLink('pocket-create-webhook', 'create the webhook')}.`,
      };
    if (blocked)
      return {
        tone: 'locked',
        text: html`<strong>No product is chosen.</strong> ${pageLink('pocket-select-product', 'Choose a product')} first.`,
      };
    return {
      tone: 'info',
      text: html`<strong>The server is off.</strong> Start it: it will expect a secret that your webhook sends along.`,
    };
  }
}

customElements.define('pocket-start-demo', StartDemo);
