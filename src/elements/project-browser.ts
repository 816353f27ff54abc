// <pocket-project-browser project default-file height flash>: the files of firmware projects, to read, change, check and flash (spec/cloud-api.md §7).
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { SourceCompiler, SourceDiagnostic } from '../device/compiler/compile-job.ts';
import type { FirmwareFile } from '../model/firmware-project.ts';
import { actionButton } from './support/action-button.ts';
import { codeLines } from './support/code-lines.ts';
import { CodePointer } from './support/code-pointer.ts';
import { compilerLine } from './support/compiler-line.ts';
import { ControlElement } from './support/control-element.ts';
import { badge } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { EditorSlot } from './support/editor-slot.ts';
import { FlashPanel } from './support/flash-panel.ts';
import { lendCompiler } from './support/lend-compiler.ts';
import { problemList } from './support/problem-list.ts';
import { projectBrowserStyles } from './support/project-browser-styles.ts';
import type { EditedFile, ProjectEdits } from './support/project-edits.ts';
import { ProjectFileActions } from './support/project-file-actions.ts';
import { ProjectFiles } from './support/project-files.ts';
import { editNotice, editTools, quietActions } from './support/project-tools.ts';
import { isDeep, projectTree } from './support/project-tree.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';
import { SourceCheck } from './support/source-check.ts';

const LANGUAGES: Record<FirmwareFile['language'], string> = {
  cpp: 'C++',
  ini: 'settings',
  json: 'JSON',
  markdown: 'Markdown',
  text: 'text',
};
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export class ProjectBrowser extends ControlElement {
  static override styles = [controlStyles, projectBrowserStyles];
  static override properties: PropertyDeclarations = {
    project: {},
    defaultFile: { attribute: 'default-file' },
    height: { type: Number },
    flash: {},
    compiler: { attribute: false },
    marked: { state: true },
    comparing: { state: true },
  };
  /** One name, or several with spaces or commas between them. */
  declare project: string;
  declare defaultFile: string | null;
  /** Pixels; between 160 and 1200 whatever a page asks for. */
  declare height: number | null;
  /** `true` shows the flash action. */
  declare flash: string | null;
  /** Where the compiler comes from, asked when it is first needed. */
  declare compiler: () => Promise<SourceCompiler>;
  /** Lines (from 0) of the open file that an event or an explanation points at. */
  declare protected marked: readonly number[];
  declare protected comparing: boolean;
  readonly #copy = new CopyController(this);
  readonly #sheet = new CSSStyleSheet();
  readonly #files = new ProjectFiles(this, (by) => this.#changed(by));
  readonly #check = new SourceCheck(
    this,
    () => this.compiler(),
    () => this.#showProblems(),
  );
  readonly #panel = new FlashPanel(this, this.#check);
  readonly #actions = new ProjectFileActions(
    this,
    () => this.#files.edits,
    (path) => this.#open(this.#files.place?.project ?? '', path),
  );
  readonly #slot = new EditorSlot(this, {
    describedBy: 'leave',
    onChange: (text) => this.#typed(text),
    onSave: () => this.#save(),
    onLeave: () => this.renderRoot.querySelector<HTMLElement>('#done')?.focus(),
  });
  readonly #pointer = new CodePointer({
    files: this.#files,
    facts: () => this.#panel.facts,
    point: (project, path, lines, go) => this.#point(project, path, lines, go),
    mark: (lines, show) => this.#mark(lines, show),
  });
  /** Bytes; 0 while it is not known. */
  #download = 0;
  #saved = false;
  #overtaken = false;
  protected readonly controlTitle = 'Firmware';

  constructor() {
    super();
    this.project = 'webhook-demo';
    this.defaultFile = null;
    this.height = null;
    this.flash = null;
    this.compiler = async () => (await import('../device/compiler/page-compiler.ts')).pageCompiler(siteBase());
    this.marked = [];
    this.comparing = false;
  }

  override firstUpdated(): void {
    const root = this.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('project')) void this.#load();
    if (changed.has('height')) {
      const pixels = Math.min(1200, Math.max(160, this.height || 400));
      // A style attribute is against the page's policy; a rule of our own sheet is not.
      this.#sheet.replaceSync(`:host { --pocket-code-height: ${pixels}px; }`);
    }
  }

  #load(): Promise<void> {
    return this.#files.load(this.project, this.defaultFile);
  }

  // ── Files ──

  #open(project: string, path: string): void {
    if (project !== this.#files.place?.project) this.#check.clear();
    this.#files.place = { project, path };
    this.marked = [];
    this.comparing = false;
    this.requestUpdate();
    const { opened } = this.#files;
    if (!opened || !this.#slot.editor) return;
    this.#slot.editor.open(opened);
    this.#showProblems();
  }

  #changed(by: 'own' | 'other'): void {
    this.#saved = false;
    this.#panel.forget();
    if (by === 'other') this.#overtaken = true;
    const { file, place, edits } = this.#files;
    if (!file || !place || !edits) return;
    // The open file may be gone, or have come from a zip, or have another name.
    if (file.path !== place.path) this.#open(place.project, file.path);
    else this.#slot.editor?.setText(file.text);
    if (!edits.edited) this.#check.clear();
    else if (this.#slot.state === 'open') this.#check.soon(() => edits.files);
  }

  // ── Editing ──

  async #edit(line?: number): Promise<void> {
    const editor = await this.#slot.open(() => this.#files.opened);
    if (!editor) return;
    if (line === undefined) editor.focus();
    else editor.goTo(line, 1);
    editor.markLines(this.marked, false);
    const { edits } = this.#files;
    if (edits?.edited) this.#check.soon(() => edits.files, 0);
    else await this.#sayDownload();
  }

  /** Whoever begins to edit is told first what that fetches. */
  async #sayDownload(): Promise<void> {
    try {
      const { compilerDownload } = await import('../device/compiler/compiler-files.ts');
      this.#download = await compilerDownload(siteBase());
    } catch {
      // There is none, or no network: the first check says so.
      this.#download = 0;
    }
    this.requestUpdate();
  }

  #typed(text: string): void {
    const { place, edits } = this.#files;
    if (!place || !edits) return;
    this.#overtaken = false;
    this.#actions.problem = edits.edit(place.path, text);
  }

  #save(): void {
    this.#files.edits?.save();
    this.#saved = true;
    this.requestUpdate();
  }

  async #done(): Promise<void> {
    this.#files.edits?.save();
    this.comparing = false;
    this.#slot.close();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.code')?.focus({ preventScroll: true });
  }

  async #compare(): Promise<void> {
    this.comparing = !this.comparing;
    const editor = await this.#slot.open(() => this.#files.opened);
    await editor?.compare(this.comparing ? (this.#files.file?.original?.text ?? '') : null);
  }

  #showProblems(): void {
    const path = this.#files.file?.path;
    this.#slot.editor?.setProblems(this.#check.diagnostics.filter((one) => one.path === path));
  }

  async #jump({ path, line, column }: Pick<SourceDiagnostic, 'path' | 'line' | 'column'>): Promise<void> {
    const { place } = this.#files;
    if (!place || path === '') return;
    if (path !== place.path) this.#open(place.project, path);
    const editor = await this.#slot.open(() => this.#files.opened);
    editor?.goTo(line, column);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const typing = event.key === 'Enter' || (event.key.length === 1 && event.key !== ' ');
    if (!typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    void this.#edit();
  };

  readonly #doubleClick = (event: Event): void => {
    const line = (event.target as Element).closest('.ln');
    const at = line ? [...this.renderRoot.querySelectorAll('.ln')].indexOf(line) : -1;
    void this.#edit(at < 0 ? undefined : at + 1);
  };

  // ── Pointing at code ──

  #point(project: string, path: string, lines: readonly number[], go: boolean): void {
    const { place, file } = this.#files;
    if (project !== place?.project || path !== file?.path) this.#open(project, path);
    this.#mark(lines, true);
    if (!go) return;
    void this.updateComplete.then(() => {
      this.scrollIntoView({ block: 'nearest' });
      if (this.#slot.editor) this.#slot.editor.goTo((lines[0] ?? 0) + 1, 1);
      else this.renderRoot.querySelector<HTMLElement>('.code')?.focus({ preventScroll: true });
    });
  }

  /** `show` scrolls the code, not the page. */
  #mark(lines: readonly number[], show: boolean): void {
    this.marked = lines;
    this.#slot.editor?.markLines(lines, show);
    if (!show) return;
    void this.updateComplete.then(() => {
      const code = this.renderRoot.querySelector<HTMLElement>('.code');
      const line = this.renderRoot.querySelector<HTMLElement>('.ln[data-selected]');
      if (code && line) code.scrollTop = line.offsetTop - code.clientHeight / 3;
    });
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    // What was not fetched now is fetched by the next page.
    lendCompiler(session.cloud).catch(() => {});
    if (this.flash === 'true' && document.querySelector('pocket-board')) this.#panel.follow();
    this.#pointer.follow(session);
    this.#files.follow();
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#pointer.leave(session);
    this.#files.unfollow();
  }

  // ── Drawing ──

  /** Files are the site's own: they are shown before the cloud is there. */
  protected override render(): TemplateResult {
    if (this.#files.failed)
      return this.frame({
        state: 'error',
        line: { tone: 'bad', text: html`<strong>The project did not load.</strong> The rest of the lesson works without it.` },
        actions: actionButton({ label: 'Try again', icon: 'refresh', onClick: () => void this.#load() }),
      });
    const { file, project, edits, loaded } = this.#files;
    if (!project || !file) return this.frame({ title: this.project, state: 'loading', body: this.loadingBody('Opening the project…') });
    const projects = loaded.map((one) => ({ name: one.name, files: this.#files.of(one) }));
    const { diagnostics, compiler, problem, stopped } = this.#check;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
    const flashes = this.flash === 'true';
    return this.frame({
      title: project.name,
      state: errors.length > 0 ? 'error' : 'ready',
      badge: errors.length > 0 ? badge(count, 'error', 'bad') : edits?.edited ? badge('Edited', 'dot') : nothing,
      quiet: quietActions({
        file,
        project,
        edits,
        copy: this.#copy,
        comparing: this.comparing,
        onCompare: () => void this.#compare(),
        onDownloadZip: () => void this.#actions.download(),
      }),
      said: this.#copy.said,
      body: html`<div class="project ${isDeep(projects) ? 'deep' : ''}">
          ${projectTree({
            projects,
            open: { project: project.name, path: file.path },
            errors: (name, path) => (name === project.name ? errors.filter((one) => one.path === path).length : 0),
            onOpen: (name, path) => this.#open(name, path),
          })}
          <div class="text">
            ${this.#slot.state === 'open' ? html`<div class="editor" ${this.#slot.place}></div>` : this.#code(file, errors)}
          </div>
        </div>
        ${edits ? this.#tools(edits, file) : nothing} ${this.#actions.form()}
        ${compilerLine({
          compiler,
          problem,
          stopped,
          download: this.#slot.state === 'open' ? this.#download : 0,
          onAgain: () => this.#check.again(() => edits?.files ?? []),
          onStop: this.#panel.running ? null : () => this.#check.stop(),
        })}
        ${diagnostics.length > 0 ? problemList(diagnostics, (to) => void this.#jump(to)) : nothing}
        ${flashes ? this.#panel.stages(this.session, (to) => void this.#jump({ ...to, column: 1 })) : nothing}`,
      line: flashes ? this.#panel.line(this.session, edits, errors) : null,
      actions: flashes ? this.#panel.button(this.session, edits, errors) : undefined,
    });
  }

  protected draw(): TemplateResult {
    return this.render();
  }

  #tools(edits: ProjectEdits, file: EditedFile): TemplateResult {
    const theirs = this.#overtaken ? 'Another tab changed this project; its version is shown.' : this.#actions.said;
    const undo = (): void => {
      this.#overtaken = false;
      this.#actions.said = '';
      edits.undo();
    };
    return html`${editTools({
      file,
      edits,
      state: this.#slot.state,
      actions: this.#actions,
      saved: this.#saved && !edits.unsaved,
      onEdit: () => void this.#edit(),
      onDone: () => void this.#done(),
    })}
    ${editNotice(edits, edits.unsaved ?? this.#actions.problem ?? theirs, undo)}`;
  }

  #code(file: EditedFile, errors: readonly SourceDiagnostic[]): TemplateResult {
    const bad = new Set(errors.filter(({ path }) => path === file.path).map(({ line }) => line - 1));
    return html`<pre
      class="code"
      tabindex="0"
      role="region"
      aria-label="${baseName(file.path)}, ${LANGUAGES[file.language]}"
      @keydown=${this.#key}
      @dblclick=${this.#doubleClick}
    ><code>${codeLines(file, { selected: new Set(this.marked), bad })}</code></pre>`;
  }
}

customElements.define('pocket-project-browser', ProjectBrowser);
