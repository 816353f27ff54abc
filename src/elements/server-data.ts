// <pocket-server-data>: what the webhook server kept, as a table that grows columns (spec/cloud-api.md §6.2).
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { DEMO_HOST } from '../model/demo-hook.ts';
import type { DemoState } from '../model/demo-server-state.ts';
import { columnsOf, compareCells, flattenJson } from '../model/flatten-json.ts';
import type { Cell, FlatRow } from '../model/flatten-json.ts';
import { toCsv, toJsonTable } from '../model/table-export.ts';
import { actionButton } from './support/action-button.ts';
import { clockTime } from './support/moment-text.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { DEMO_KEY, demoServer } from './support/demo-server.ts';
import { LiveRead } from './support/live-read.ts';
import { pageLink } from './support/page-link.ts';
import { saveFile } from './support/save-file.ts';
import type { Session } from './support/session.ts';

const RECEIVED = 'received_at';
const CLEAR = 'clear-server-data';

interface Row {
  id: string;
  body: string;
  cells: FlatRow;
}

/** Requests the server accepted and whose body is JSON, newest first; the rest is counted. */
const readRows = ({ hooks }: DemoState): { rows: Row[]; refused: number; unreadable: number } => {
  const rows: Row[] = [];
  let refused = 0;
  let unreadable = 0;
  for (const hook of hooks.toReversed()) {
    if (hook.response.statusCode === 401) {
      refused += 1;
      continue;
    }
    try {
      const cells: FlatRow = new Map<string, Cell>([[RECEIVED, hook.received_at], ...flattenJson(JSON.parse(hook.body))]);
      rows.push({ id: hook.hookId, body: hook.body, cells });
    } catch {
      unreadable += 1;
    }
  }
  return { rows, refused, unreadable };
};

export class ServerData extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .table-wrap {
        max-block-size: 26rem;
        overflow: auto;
      }
      thead th {
        position: sticky;
        inset-block-start: 0;
        background: var(--pocket-color-surface);
        box-shadow: inset 0 -1px var(--pocket-color-line);
      }
      .data td {
        max-inline-size: 22rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .sort {
        display: inline-flex;
        gap: 0.25rem;
        align-items: center;
        min-block-size: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      .n .sort {
        flex-direction: row-reverse;
      }
      .sort:hover {
        color: var(--pocket-color-accent);
      }
      .data th[aria-sort]::after {
        content: none;
      }
      .sort .arrow {
        inline-size: 0.75rem;
        text-align: center;
      }
      tr[data-selected] > :first-child {
        box-shadow: inset 3px 0 var(--pocket-color-accent);
      }
      :host(:dir(rtl)) tr[data-selected] > :first-child {
        box-shadow: inset -3px 0 var(--pocket-color-accent);
      }
    `,
  ];
  static override properties: PropertyDeclarations = { column: { state: true }, direction: { state: true } };
  declare protected column: string;
  declare protected direction: 1 | -1;
  readonly #copy = new CopyController(this);
  readonly #confirm = new ConfirmDialog(this);
  /** Bodies of the journey that is marked. */
  readonly #marked = new LiveRead(this, ['server_requests'], async (session) => {
    if (session.selectedJourney === null) return new Set<string>();
    const { requests } = await session.cloud.journey(session.selectedJourney);
    return new Set(requests.filter(({ host }) => host === DEMO_HOST).map(({ body }) => body));
  });
  readonly #again = (): void => this.#marked.again({ forget: true });
  protected readonly controlTitle = 'Server data';

  constructor() {
    super();
    this.column = RECEIVED;
    this.direction = -1;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#marked.attach(session);
    session.addEventListener('select', this.#again);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#marked.detach();
    session.removeEventListener('select', this.#again);
  }

  protected draw(session: Session): TemplateResult {
    const server = demoServer(session);
    if (server === null) return this.pending(session, 'Reading what the server kept…', DEMO_KEY);
    const { rows, refused, unreadable } = readRows(server);
    const { columns, more } = columnsOf(rows.map(({ cells }) => cells));
    const sorted = [...rows].sort((a, b) => compareCells(a.cells.get(this.column), b.cells.get(this.column), this.direction));
    const cells = sorted.map((row) => row.cells);
    const notes = [
      more > 0 ? `${more} more columns are in the exports only.` : '',
      refused > 0 ? `${refused} ${refused === 1 ? 'request was' : 'requests were'} refused: the secret was wrong.` : '',
      unreadable > 0 ? `${unreadable} ${unreadable === 1 ? 'body was' : 'bodies were'} not JSON.` : '',
    ].filter(Boolean);
    return this.frame({
      state: rows.length > 0 ? 'ready' : 'empty',
      quiet:
        rows.length === 0
          ? undefined
          : html` ${this.#copy.button('csv', 'Copy CSV', () => toCsv(columns, cells))}
            ${actionButton({ label: 'CSV', icon: 'download', kind: 'quiet small', about: 'file', onClick: () => saveFile('server-data.csv', 'text/csv;charset=utf-8', toCsv(this.#all(cells), cells)) })}
            ${actionButton({ label: 'JSON', icon: 'download', kind: 'quiet small', about: 'file', onClick: () => saveFile('server-data.json', 'application/json', toJsonTable(cells)) })}`,
      said: this.#copy.said,
      body: html`${
        rows.length === 0
          ? html`<div class="control-body">
              <p class="empty">Nothing received yet. ${pageLink('pocket-test-event', 'Send a test event')}.</p>
            </div>`
          : this.#table(columns, sorted)
      }
      ${session.problem(CLEAR) ? html`<div class="control-body">${problemLine(session.problem(CLEAR))}</div>` : nothing}
      ${this.#confirm.template({ title: 'Clear the server data?', body: html`<p>${server.hooks.length} received ${server.hooks.length === 1 ? 'request goes' : 'requests go'}. The event log keeps its events.</p>`, action: `Clear ${server.hooks.length} ${server.hooks.length === 1 ? 'request' : 'requests'}` })}`,
      line:
        server.hooks.length === 0
          ? null
          : {
              tone: 'info',
              text: html`<strong>${rows.length} ${rows.length === 1 ? 'row' : 'rows'} kept at <code>${DEMO_HOST}</code>.</strong>
                ${notes.join(' ')}`,
            },
      actions:
        server.hooks.length === 0
          ? undefined
          : actionButton({
              label: `Clear ${server.hooks.length} ${server.hooks.length === 1 ? 'request' : 'requests'}`,
              icon: 'trash',
              kind: 'danger',
              busy: session.busy(CLEAR),
              onClick: () => void this.#clear(session),
            }),
    });
  }

  /** Every column there is: exports are not cut where the table is. */
  #all(rows: FlatRow[]): string[] {
    return columnsOf(rows, Number.POSITIVE_INFINITY).columns;
  }

  #table(columns: string[], rows: Row[]): TemplateResult {
    const numeric = new Set(
      columns.filter((column) => rows.every(({ cells }) => !cells.has(column) || typeof cells.get(column) === 'number')),
    );
    const marked = this.#marked.value;
    return html`<div class="table-wrap" tabindex="0" role="region" aria-label="Rows the server kept">
      <table class="data" translate="no">
        <thead>
          <tr>
            ${columns.map((column) => this.#heading(column, numeric.has(column)))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr ?data-selected=${marked?.has(row.body) ?? false}>
                ${columns.map((column) => {
                  const cell = row.cells.get(column);
                  if (column === RECEIVED) return html`<td class="num" title=${String(cell)}>${clockTime(String(cell))}</td>`;
                  return html`<td class=${numeric.has(column) ? 'n num' : ''}>${cell === undefined ? nothing : String(cell)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #heading(column: string, numeric: boolean): TemplateResult {
    const sorted = this.column === column;
    return html`<th
      scope="col"
      class=${numeric ? 'n' : ''}
      aria-sort=${sorted ? (this.direction === 1 ? 'ascending' : 'descending') : nothing}
    >
      <button type="button" class="sort" @click=${() => this.#sort(column)}>
        ${column === RECEIVED ? 'Received' : column}<span class="arrow" aria-hidden="true"
          >${sorted ? (this.direction === 1 ? '↑' : '↓') : ''}</span
        >
      </button>
    </th>`;
  }

  #sort(column: string): void {
    this.direction = this.column === column ? (this.direction === 1 ? -1 : 1) : 1;
    this.column = column;
  }

  async #clear(session: Session): Promise<void> {
    if (!(await this.#confirm.ask())) return;
    await session.run(CLEAR, async () => {
      await session.cloud.clearServerData(DEMO_HOST);
      await session.view.fresh(`serverData/${DEMO_HOST}`);
    });
  }
}

customElements.define('pocket-server-data', ServerData);
