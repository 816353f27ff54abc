// <pocket-cloud-file>: the whole cloud as one file, and another one from a file.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { CLOUD_FILE_BYTES, readCloudFile, type CloudFileSummary } from '../model/cloud-file.ts';
import { actionButton } from './support/action-button.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine, type StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import { dateAndTime } from './support/moment-text.ts';
import { saveFile } from './support/save-file.ts';
import type { Session } from './support/session.ts';

const EXPORT = 'export-cloud';
const IMPORT = 'import-cloud';

type Chosen = { name: string } & ({ problem: string } | { file: unknown; summary: CloudFileSummary });

const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? 'nothing') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

export class CloudFile extends ControlElement {
  static override styles = [
    controlStyles,
    fileInputStyles,
    css`
      .control-body {
        display: grid;
        gap: 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { chosen: { state: true }, did: { state: true } };
  declare protected chosen: Chosen | null;
  declare protected did: 'exported' | 'imported' | null;
  readonly #confirm = new ConfirmDialog(this);
  protected readonly controlTitle = 'Export and import';

  constructor() {
    super();
    this.chosen = null;
    this.did = null;
  }

  async #export(session: Session): Promise<void> {
    await session.run(EXPORT, async () => {
      const file = (await session.cloud.exportCloud()) as { exported_at: string };
      saveFile(`pocket-cloud-${file.exported_at.slice(0, 10)}.json`, 'application/json', JSON.stringify(file));
      this.did = 'exported';
    });
  }

  async #choose(session: Session, input: HTMLInputElement): Promise<void> {
    session.clearProblem(IMPORT);
    this.did = null;
    const file = input.files?.[0];
    if (!file) return void (this.chosen = null);
    this.chosen =
      file.size > CLOUD_FILE_BYTES
        ? { name: file.name, problem: 'This file has more than 64 MB: it is no cloud that this site could have exported.' }
        : { name: file.name, ...readCloudFile(await file.text()) };
  }

  async #import(session: Session, file: unknown): Promise<void> {
    if (!(await this.#confirm.ask())) return;
    await session.run(IMPORT, async () => {
      await session.cloud.importCloud(file);
      this.did = 'imported';
      this.chosen = null;
      const input = this.renderRoot.querySelector<HTMLInputElement>('input[type=file]');
      if (input) input.value = '';
    });
  }

  /** What a file lets its webhooks do outside. */
  #hosts(hosts: string[]): TemplateResult | typeof nothing {
    return hosts.length === 0 ? nothing : html`<strong>Its webhooks may call ${listed(hosts)} on the real internet.</strong>`;
  }

  #goes({ view }: Session): string {
    const count = (list: readonly unknown[] | null, one: string): string => `${list?.length ?? 0} ${one}${list?.length === 1 ? '' : 's'}`;
    return listed([count(view.devices, 'device'), count(view.products, 'product'), count(view.integrations(null), 'sandbox webhook')]);
  }

  protected draw(session: Session): TemplateResult {
    const { chosen } = this;
    const ready = chosen && 'file' in chosen ? chosen : null;
    const problem = session.problem(EXPORT) ?? session.problem(IMPORT);
    return this.frame({
      state: 'ready',
      purpose: 'Take your cloud to another browser, keep a copy, or hand it to somebody.',
      body: html`<div class="control-body">
          <p>
            The file holds everything: accounts with digests of their passwords, access tokens, client secrets, webhook settings with their
            credentials, events and mails. Whoever has it can use them.
          </p>
          <p class="field">
            <label for="file">A file to import</label>
            <input
              id="file"
              type="file"
              accept=".json,application/json"
              @change=${(event: Event) => void this.#choose(session, event.target as HTMLInputElement)}
            />
          </p>
          ${chosen && 'problem' in chosen ? problemLine({ text: chosen.problem, next: 'Choose another one. Nothing was changed.' }) : nothing}
          ${
            ready
              ? html`<p>
                  <code>${ready.name}</code>, written ${dateAndTime(ready.summary.exported_at)}, brings ${listed(ready.summary.brings)}.
                  ${this.#hosts(ready.summary.hosts)}
                </p>`
              : nothing
          }
          ${problem ? problemLine({ text: problem.text, next: `${problem.next} Your cloud is as it was.` }) : nothing}
        </div>
        ${this.#confirm.template({
          title: 'Replace this cloud?',
          body: html`<p>
            Everything in it goes: ${this.#goes(session)}, with all accounts, tokens, events and mails. The file brings
            ${listed(ready?.summary.brings ?? [])}. ${this.#hosts(ready?.summary.hosts ?? [])}
          </p>`,
          action: 'Replace this cloud',
        })}`,
      line: this.#line(ready !== null),
      actions: html`${
        ready
          ? actionButton({
              label: 'Replace this cloud',
              kind: 'danger',
              busy: session.busy(IMPORT),
              onClick: () => void this.#import(session, ready.file),
            })
          : nothing
      }
      ${actionButton({ label: 'Export', icon: 'download', busy: session.busy(EXPORT), onClick: () => void this.#export(session) })}`,
    });
  }

  #line(ready: boolean): StateLine {
    if (this.did === 'imported')
      return { tone: 'done', text: html`<strong>Imported.</strong> Every page of this site shows the new cloud.` };
    if (this.did === 'exported') return { tone: 'done', text: html`<strong>Exported.</strong> The file is with your downloads.` };
    if (ready) return { tone: 'warn', text: html`<strong>The file can be read.</strong> It replaces this cloud as a whole.` };
    return { tone: 'info', text: 'The clock of an imported cloud goes on from the moment of its export.' };
  }
}

customElements.define('pocket-cloud-file', CloudFile);
