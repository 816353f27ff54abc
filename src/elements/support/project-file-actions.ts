// New file, rename, delete, zip in and zip out: the buttons, the one form for names, and what came of it.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { actionButton } from './action-button.ts';
import { icon } from './icon.ts';
import type { EditedFile, ProjectEdits } from './project-edits.ts';
import { saveFile } from './save-file.ts';

export class ProjectFileActions implements ReactiveController {
  /** What came of the last action; empty for nothing to say. */
  said = '';
  problem: string | null = null;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #edits: () => ProjectEdits | null;
  readonly #open: (path: string) => void;
  #naming: { from: string | null; problem: string | null } | null = null;

  /** `open` shows a file that came to be. */
  constructor(host: ReactiveControllerHost & HTMLElement, edits: () => ProjectEdits | null, open: (path: string) => void) {
    this.#host = host;
    this.#edits = edits;
    this.#open = open;
    host.addController(this);
  }

  hostConnected(): void {}

  buttons(file: EditedFile): TemplateResult {
    const small = 'quiet small';
    return html`${actionButton({ label: 'New file', icon: 'plus', kind: small, onClick: () => this.#name(null) })}
      ${actionButton({ label: 'Rename', kind: small, about: file.path, onClick: () => this.#name(file.path) })}
      ${actionButton({ label: 'Delete', icon: 'trash', kind: small, about: file.path, onClick: () => this.#remove(file.path) })}
      <label class="button quiet small"
        >${icon('up')}Open zip<input
          class="visually-hidden"
          type="file"
          accept=".zip,application/zip"
          @change=${(event: Event) => void this.#read(event)}
      /></label>`;
  }

  /** The form that asks for a name, while one is asked for. */
  form(): TemplateResult | typeof nothing {
    const naming = this.#naming;
    if (!naming) return nothing;
    return html`<form
      class="name-form"
      @submit=${(event: SubmitEvent) => this.#submit(event)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#end();
      }}
    >
      <p class="field">
        <label for="file-name">${naming.from === null ? 'Path of the new file' : `New path of ${naming.from}`}</label>
        <input
          id="file-name"
          name="path"
          type="text"
          maxlength="100"
          autocomplete="off"
          spellcheck="false"
          .value=${naming.from ?? 'src/'}
          aria-invalid=${naming.problem ? 'true' : nothing}
          aria-describedby=${naming.problem ? 'file-problem' : nothing}
        />
      </p>
      <button class="button small">${naming.from === null ? 'Create' : 'Rename'}</button>
      ${actionButton({ label: 'Cancel', kind: 'quiet small', onClick: () => this.#end() })}
      ${naming.problem ? html`<p class="problem" id="file-problem" role="alert">${icon('error')}<span>${naming.problem}</span></p>` : nothing}
    </form>`;
  }

  /** The project as it is now. */
  async download(): Promise<void> {
    const edits = this.#edits();
    if (!edits) return;
    const { writeProjectZip } = await import('./project-zip.ts');
    saveFile(edits.project.zip, 'application/zip', writeProjectZip(edits.project.name, edits.files));
  }

  #name(from: string | null): void {
    this.#naming = { from, problem: null };
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const field = this.#host.shadowRoot?.querySelector<HTMLInputElement>('#file-name');
      field?.focus();
      field?.setSelectionRange(field.value.lastIndexOf('/') + 1, from === null ? field.value.length : from.length);
    });
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const edits = this.#edits();
    const naming = this.#naming;
    if (!edits || !naming) return;
    const path = String(new FormData(event.target as HTMLFormElement).get('path') ?? '').trim();
    const problem = naming.from === null ? edits.create(path) : edits.rename(naming.from, path);
    if (problem !== null) {
      this.#naming = { ...naming, problem };
      this.#host.requestUpdate();
      return;
    }
    this.#naming = null;
    this.#say(naming.from === null ? `Created ${path}.` : `${naming.from} is ${path} now.`);
    this.#open(path);
  }

  #remove(path: string): void {
    const edits = this.#edits();
    if (!edits) return;
    if (edits.files.length === 1) return this.#say('A project needs one file. Make another one first.');
    edits.remove(path);
    this.#say(`Deleted ${path}.`);
  }

  async #read(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const [given] = field.files ?? [];
    const edits = this.#edits();
    // The same zip again must be a change again.
    const bytes = given && given.size <= 4_000_000 ? new Uint8Array(await given.arrayBuffer()) : null;
    field.value = '';
    if (!given || !edits) return;
    if (!bytes) return this.#say('The zip is larger than 2 MB. A project of sources is smaller.');
    const { readProjectZip } = await import('./project-zip.ts');
    const read = readProjectZip(bytes);
    if (!read.ok) return this.#say(read.problem);
    edits.replaceAll(read.files, 'opening the zip');
    const skipped = read.skipped.length > 0 ? ` Left out: ${read.skipped.join(', ')}.` : '';
    this.#say(`${read.files.length === 1 ? '1 file' : `${read.files.length} files`} from ${given.name.slice(0, 60)}.${skipped}`);
  }

  #say(sentence: string): void {
    this.said = sentence;
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#naming = null;
    this.#host.requestUpdate();
    this.#host.shadowRoot?.querySelector<HTMLElement>('#done')?.focus();
  }
}
