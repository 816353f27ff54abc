// Keeps the editor of one element: fetched when first wanted, put into its place after the element drew it, taken away with it.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { CodeEditor, CodeEditorOptions, OpenedFile } from './code-editor.ts';

type Handlers = Pick<CodeEditorOptions, 'describedBy' | 'onChange' | 'onSave' | 'onLeave'>;

export class EditorSlot implements ReactiveController {
  state: 'closed' | 'loading' | 'open' | 'failed' = 'closed';
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #handlers: Handlers;
  readonly #place = createRef<HTMLElement>();
  #editor: CodeEditor | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, handlers: Handlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get editor(): CodeEditor | null {
    return this.#editor;
  }

  /** For the element's template, wherever the editor shall be. */
  get place(): DirectiveResult {
    return ref(this.#place);
  }

  async open(file: () => OpenedFile | null): Promise<CodeEditor | null> {
    if (this.#editor) return this.#editor;
    this.state = 'loading';
    this.#host.requestUpdate();
    let module: typeof import('./code-editor.ts');
    try {
      module = await import('./code-editor.ts');
    } catch {
      this.state = 'failed';
      this.#host.requestUpdate();
      return null;
    }
    if (this.state !== 'loading') return null;
    this.state = 'open';
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const parent = this.#place.value;
    const opened = file();
    const root = this.#host.shadowRoot;
    if (!parent || !opened || !root || this.#editor) return this.#editor;
    this.#editor = new module.CodeEditor({ parent, root, ...this.#handlers });
    this.#editor.open(opened);
    return this.#editor;
  }

  close(): void {
    this.#editor?.close();
    this.#editor = null;
    this.state = 'closed';
    this.#host.requestUpdate();
  }
}
