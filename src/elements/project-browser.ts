// <pocket-project-browser project default-file height flash>: the files of a firmware project, to read, copy and download (spec/cloud-api.md §7).
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { loadProject } from '../client/load-project.ts';
import type { LoadedProject } from '../client/load-project.ts';
import type { FirmwareFile } from '../model/firmware-project.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { icon } from './support/icon.ts';
import { saveFile } from './support/save-file.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';

const LANGUAGES: Record<FirmwareFile['language'], string> = {
  cpp: 'C++',
  ini: 'settings',
  json: 'JSON',
  markdown: 'Markdown',
  text: 'text',
};
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const kib = (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`);

export class ProjectBrowser extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        padding: 0.5rem 0.75rem;
        margin-block-start: 0.75rem;
        border-block: 1px solid var(--pocket-color-line);
      }
      .files button {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 2rem;
        padding: 0.125rem 0.75rem;
        border: 0;
        border-radius: var(--pocket-radius-small);
        background: none;
        color: var(--pocket-color-text-muted);
        font: var(--pocket-text-small);
        cursor: pointer;
      }
      .files button:hover {
        background: var(--pocket-color-sunk);
        color: var(--pocket-color-text);
      }
      .files button[aria-current] {
        background: var(--pocket-color-accent-soft);
        color: var(--pocket-color-text);
        font-weight: 600;
      }
      .code {
        max-block-size: var(--pocket-code-height, 25rem);
        overflow: auto;
        overscroll-behavior-inline: contain;
      }
      .ln[data-selected] {
        background: var(--pocket-color-accent-soft);
        box-shadow: inset 3px 0 var(--pocket-color-accent);
      }
      .c-meta {
        color: var(--pocket-color-code-keyword);
        font-weight: 600;
      }
      .download {
        display: inline-flex;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    project: {},
    defaultFile: { attribute: 'default-file' },
    height: { type: Number },
    flash: {},
    path: { state: true },
    loaded: { state: true },
    failed: { state: true },
    marked: { state: true },
  };
  declare project: string;
  declare defaultFile: string | null;
  /** Pixels; between 160 and 1200 whatever a page asks for. */
  declare height: number | null;
  /** `true` shows the flash action. */
  declare flash: string | null;
  declare protected path: string | null;
  declare protected loaded: LoadedProject | null;
  declare protected failed: boolean;
  /** Line (from 0) that stands for the marked event. */
  declare protected marked: number | null;
  readonly #copy = new CopyController(this);
  readonly #sheet = new CSSStyleSheet();
  protected readonly controlTitle = 'Firmware';

  constructor() {
    super();
    this.project = 'webhook-demo';
    this.defaultFile = null;
    this.height = null;
    this.flash = null;
    this.path = null;
    this.loaded = null;
    this.failed = false;
    this.marked = null;
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

  async #load(): Promise<void> {
    this.failed = false;
    const name = this.project;
    try {
      const loaded = await loadProject(siteBase(), name);
      if (name !== this.project) return;
      this.loaded = loaded;
      this.path =
        [this.defaultFile, loaded.default_file].find((path) => loaded.files.some((file) => file.path === path)) ??
        loaded.files[0]?.path ??
        null;
    } catch {
      this.failed = true;
    }
  }

  readonly #show = (event: Event): void => {
    const text = (event as CustomEvent<string>).detail;
    for (const file of this.loaded?.files ?? []) {
      const line = file.text.split('\n').findIndex((one) => one.includes(`"${text}"`));
      if (line < 0) continue;
      this.path = file.path;
      this.marked = line;
      void this.updateComplete.then(() => {
        this.renderRoot.querySelector('.ln[data-selected]')?.scrollIntoView({ block: 'center' });
        this.renderRoot.querySelector<HTMLElement>('.code')?.focus({ preventScroll: true });
      });
      return;
    }
  };

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    session.addEventListener('show-code', this.#show);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('show-code', this.#show);
  }

  /** Files are the site's own: they are shown before the cloud is there. */
  protected override render(): TemplateResult {
    const { loaded } = this;
    if (this.failed)
      return this.frame({
        state: 'error',
        line: { tone: 'bad', text: html`<strong>The project did not load.</strong> The rest of the lesson works without it.` },
        actions: actionButton({ label: 'Try again', icon: 'refresh', onClick: () => void this.#load() }),
      });
    const file = loaded?.files.find(({ path }) => path === this.path);
    if (!loaded || !file) return this.frame({ title: this.project, state: 'loading', body: this.loadingBody('Opening the project…') });
    return this.frame({
      title: loaded.name,
      state: 'ready',
      quiet: html`${this.#copy.button('file', 'Copy', () => file.text)}
        ${actionButton({ label: 'Download file', icon: 'download', kind: 'quiet small', onClick: () => saveFile(baseName(file.path), 'text/plain;charset=utf-8', file.text) })}
        <a class="button quiet small" href=${loaded.zip_url} download=${loaded.zip}
          >${icon('download')}Download zip<span class="visually-hidden">, ${kib(loaded.zip_size)}</span></a
        >`,
      said: this.#copy.said,
      body: html`<ul class="files" aria-label="Files">
          ${loaded.files.map(
            (one) =>
              html`<li>
                <button type="button" aria-current=${one.path === file.path ? 'true' : nothing} @click=${() => this.#open(one.path)}>
                  ${icon('file')}${one.path}
                </button>
              </li>`,
          )}
        </ul>
        ${this.#code(file)}`,
      line:
        this.flash === 'true'
          ? {
              tone: 'locked',
              text: html`<strong>Flashing arrives with the virtual device.</strong> Until then, download the project and flash a real board
                from your own tools.`,
              live: false,
            }
          : null,
      actions: this.flash === 'true' ? actionButton({ label: 'Flash', icon: 'flash', blockedBy: 'state', onClick: () => {} }) : undefined,
    });
  }

  protected draw(): TemplateResult {
    return this.render();
  }

  #open(path: string): void {
    this.path = path;
    this.marked = null;
  }

  #code(file: FirmwareFile): TemplateResult {
    // Lines keep their line ends, so that a selection copies as source.
    return html`<pre
      class="code"
      tabindex="0"
      role="region"
      aria-label="${baseName(file.path)}, ${LANGUAGES[file.language]}"
    ><code>${file.lines.map(
      (pieces, line) =>
        html`<span class="ln" ?data-selected=${line === this.marked}
          >${pieces.map(([text, kind]) => (kind ? html`<span class="c-${kind}">${text}</span>` : text))}${'\n'}</span
        >`,
    )}</code></pre>`;
  }
}

customElements.define('pocket-project-browser', ProjectBrowser);
