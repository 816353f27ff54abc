// <pocket-server-routes>: the routes of the server that the visitor defines.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ApiError } from '../model/errors.ts';
import { actionButton } from './support/action-button.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';

interface ServerRoute {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
  delay_ms: number;
}

const METHODS = ['ANY', 'GET', 'POST', 'PUT', 'DELETE'];
const TASK = 'server-routes';

const routesOf = (data: unknown): ServerRoute[] =>
  typeof data === 'object' && data !== null && Array.isArray((data as { routes?: unknown }).routes)
    ? (data as { routes: ServerRoute[] }).routes
    : [];

const headersFrom = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()] as const)
      .filter(([name]) => name !== ''),
  );

export class ServerRoutes extends PocketElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin-block-end: 1rem;
      }
      form {
        display: grid;
        gap: 0.75rem;
        margin-block-start: 0.75rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
      }
      .row .field {
        flex: 1 1 7rem;
      }
      .row .wide {
        flex: 3 1 12rem;
      }
      .codefield {
        min-block-size: 4.5rem;
      }
      ul {
        display: grid;
        gap: 0.25rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 0.75rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { host: {}, data: { attribute: false } };
  declare host: string;
  declare data: unknown;

  constructor() {
    super();
    this.host = '';
    this.data = null;
  }

  async #control(session: Session, command: { op: string } & Record<string, unknown>): Promise<void> {
    await session.run(TASK, async () => {
      const answer = await session.cloud.controlServer<{ ok?: boolean; error?: string }>(this.host, command);
      if (answer.ok === false) throw new ApiError('validation', answer.error ?? 'The server did not take the route.');
    });
  }

  #add(session: Session, form: HTMLFormElement): void {
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '');
    void this.#control(session, {
      op: 'setRoute',
      method: text('method'),
      path: text('path'),
      status: Number(text('status')),
      delay_ms: Number(text('delay')),
      headers: headersFrom(text('headers')),
      body: text('body'),
    });
  }

  protected override render(): TemplateResult {
    const { session } = this;
    if (!session) return html``;
    const routes = routesOf(this.data);
    return html`
      <ul aria-label="Routes">
        ${routes.map(
          ({ method, path, status, delay_ms }) =>
            html`<li>
              <span
                ><code>${method} ${path}</code>
                <span class="muted num">answers ${status}${delay_ms > 0 ? ` after ${delay_ms} ms` : ''}</span></span
              >${actionButton({ label: 'Remove', kind: 'quiet small', about: `${method} ${path}`, onClick: () => void this.#control(session, { op: 'removeRoute', method, path }) })}
            </li>`,
        )}
      </ul>
      <form
        aria-label="Add a route"
        @submit=${(event: Event) => {
          event.preventDefault();
          this.#add(session, event.target as HTMLFormElement);
        }}
      >
        <div class="row">
          <p class="field">
            <label for="method">Method</label
            ><select id="method" name="method">
              ${METHODS.map((method) => html`<option>${method}</option>`)}
            </select>
          </p>
          <p class="field wide">
            <label for="path">Path, exact or ending in *</label
            ><input id="path" name="path" type="text" value="/hello" required maxlength="500" spellcheck="false" />
          </p>
          <p class="field">
            <label for="status">Status</label><input id="status" name="status" type="number" value="200" min="200" max="599" required />
          </p>
          <p class="field">
            <label for="delay">Delay, ms</label><input id="delay" name="delay" type="number" value="0" min="0" max="600000" required />
          </p>
        </div>
        <p class="field">
          <label for="headers">Headers, one a line</label
          ><textarea id="headers" name="headers" class="codefield" rows="2" maxlength="8000" spellcheck="false">
content-type: application/json</textarea>
        </p>
        <p class="field">
          <label for="body">Body</label
          ><textarea id="body" name="body" class="codefield" rows="3" maxlength="200000" spellcheck="false">{"ok": true}</textarea>
        </p>
        <div class="actions"><button class="button">Set route</button></div>
      </form>
      ${problemLine(session.problem(TASK))}
    `;
  }
}

customElements.define('pocket-server-routes', ServerRoutes);
