// <pocket-server-table>: every mock server with its state and traffic; open one, break it, mend it.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { DEMO_HOST } from '../model/demo-hook.ts';
import { faultText } from '../model/fault-text.ts';
import type { ServerInfo } from '../model/server.ts';
import './allowed-hosts.ts';
import './server-detail.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { demoServer } from './support/demo-server.ts';
import { icon } from './support/icon.ts';
import type { IconName } from './support/icon.ts';
import { clockTime } from './support/moment-text.ts';
import type { Session } from './support/session.ts';

export class ServerTable extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .pick {
        display: block;
        min-block-size: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--pocket-color-accent);
        font: inherit;
        text-align: start;
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
        cursor: pointer;
      }
      .pick[aria-expanded='true'] {
        font-weight: 600;
      }
      .state-word {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
      }
      .state-word .icon {
        inline-size: 0.875rem;
        block-size: 0.875rem;
      }
      .state-word.good {
        color: var(--pocket-color-good);
      }
      .state-word.bad {
        color: var(--pocket-color-bad);
      }
      th small {
        display: block;
        color: var(--pocket-color-text-muted);
        font: var(--pocket-text-small);
      }
    `,
  ];
  static override properties: PropertyDeclarations = { host: { state: true } };
  /** Address of the server that is open. */
  declare protected host: string | null;
  protected readonly controlTitle = 'Servers';

  constructor() {
    super();
    this.host = null;
  }

  #stateOf(session: Session, server: ServerInfo): { icon: IconName; word: string; tone: string } {
    if (server.fault) return { icon: 'error', word: faultText(server.fault), tone: 'bad' };
    if (server.host === DEMO_HOST && demoServer(session)?.started === false) return { icon: 'stop', word: 'not started', tone: '' };
    return { icon: 'check', word: 'works', tone: 'good' };
  }

  protected draw(session: Session): TemplateResult {
    const servers = session.view.servers;
    if (servers === null) return this.pending(session, 'Reading the servers…', 'servers');
    const broken = servers.filter(({ fault }) => fault !== null).length;
    return this.frame({
      state: 'ready',
      purpose: 'They live in this browser. None of them can reach the real internet.',
      body: html`<div class="table-wrap" tabindex="0" role="region" aria-label="Servers and their state">
          <table class="data">
            <thead>
              <tr>
                <th scope="col">Server</th>
                <th scope="col">State</th>
                <th scope="col" class="n">Requests a minute</th>
                <th scope="col" class="n">Last request</th>
              </tr>
            </thead>
            <tbody>
              ${servers.map((server) => {
                const state = this.#stateOf(session, server);
                const open = this.host === server.host;
                return html`<tr ?data-selected=${open}>
                  <th scope="row">
                    <button
                      type="button"
                      class="pick"
                      aria-expanded=${open ? 'true' : 'false'}
                      @click=${() => (this.host = open ? null : server.host)}
                    >
                      <span translate="no">${server.host}</span></button
                    ><small>${server.title}</small>
                  </th>
                  <td><span class="state-word ${state.tone}">${icon(state.icon)}${state.word}</span></td>
                  <td class="n num">${server.requests_last_minute}</td>
                  <td class="n num">${server.last_request_at ? clockTime(server.last_request_at) : 'none'}</td>
                </tr>`;
              })}
            </tbody>
          </table>
        </div>
        ${this.host === null ? nothing : html`<pocket-server-detail .host=${this.host} .level=${Math.min(this.level + 1, 6)}></pocket-server-detail>`}
        <pocket-allowed-hosts></pocket-allowed-hosts>`,
      line:
        broken > 0
          ? {
              tone: 'warn',
              text: html`<strong>${broken} ${broken === 1 ? 'server is' : 'servers are'} broken on purpose.</strong> Open
                ${broken === 1 ? 'it' : 'one'} to mend it.`,
            }
          : {
              tone: 'info',
              text: html`<strong>All ${servers.length} servers work.</strong> Open one to see what it received, or to break it.`,
            },
    });
  }
}

customElements.define('pocket-server-table', ServerTable);
