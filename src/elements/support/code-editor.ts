// The editor of firmware sources: CodeMirror in a shadow root. A chunk of its own, fetched when somebody begins to edit.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { cpp } from '@codemirror/lang-cpp';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, Transaction, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { FirmwareFile } from '../../model/firmware-project.ts';
import { changeBars, setOriginal } from './editor-change-bars.ts';
import { problemBlocks, setProblems, type SourceProblem } from './editor-problems.ts';
import { lineMarks, setMarkedLines } from './editor-line-marks.ts';
import { editorTheme } from './editor-theme.ts';

export interface CodeEditorOptions {
  parent: HTMLElement;
  /** Where style sheets are adopted: the page's policy allows no style elements. */
  root: ShadowRoot;
  /** Id, in the same root, of the text that says how to leave. */
  describedBy: string;
  onChange(text: string): void;
  /** Ctrl-S or Command-S. */
  onSave(): void;
  /** Escape, when it has nothing else to close. */
  onLeave(): void;
}

export interface OpenedFile {
  path: string;
  text: string;
  language: FirmwareFile['language'];
  /** What the site has under this path; null: nothing to compare with. */
  original: string | null;
}

/** Same words, same colours as the static view (`CodeKind`). */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.standard(tags.typeName), tags.bool, tags.null], class: 'c-key' },
  { tag: [tags.string, tags.character, tags.escape], class: 'c-str' },
  { tag: tags.number, class: 'c-num' },
  { tag: tags.comment, class: 'c-com' },
  { tag: [tags.processingInstruction, tags.meta], class: 'c-meta' },
]);

export class CodeEditor {
  readonly #view: EditorView;
  readonly #options: CodeEditorOptions;
  /** Each file keeps its own undo and place. */
  readonly #states = new Map<string, EditorState>();
  readonly #comparison = new Compartment();
  #path = '';
  #telling = true;

  constructor(options: CodeEditorOptions) {
    this.#options = options;
    this.#view = new EditorView({ parent: options.parent, root: options.root });
  }

  /** Shows a file. What was typed into it before, and undo, is still there unless `text` is another by now. */
  open({ path, text, language, original }: OpenedFile): void {
    if (this.#path) this.#states.set(this.#path, this.#view.state);
    const known = this.#states.get(path);
    this.#path = path;
    this.#telling = false;
    this.#view.setState(known ?? this.#state(path, text, language));
    if (known && known.doc.toString() !== text) this.#replace(text);
    this.#view.dispatch({ effects: [setOriginal.of(original), this.#comparison.reconfigure([])] });
    this.#telling = true;
  }

  /** Another text from outside: a revert, another tab. It can be undone here too. */
  setText(text: string): void {
    if (this.#view.state.doc.toString() === text) return;
    this.#telling = false;
    this.#replace(text);
    this.#telling = true;
  }

  setProblems(problems: readonly SourceProblem[]): void {
    const { doc } = this.#view.state;
    const diagnostics = problems.map(({ line, column, severity, message }): Diagnostic => {
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
      const word = /^\w+|^[^\w\s]/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
      return { from, to: Math.min(from + Math.max(word, 1), at.to), severity: severity === 'note' ? 'info' : severity, message };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
    // The message stands under the line that was just typed: it must not stay below the edge.
    const { head } = this.#view.state.selection.main;
    const here = problems.some(({ line }) => line === doc.lineAt(head).number);
    const show = here && this.#view.hasFocus ? [EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 80 })] : [];
    this.#view.dispatch({ effects: [setProblems.of(problems), ...show] });
  }

  /** Lines (from 0) that an explanation or an event points at. */
  markLines(lines: readonly number[], show = true): void {
    const first = lines[0];
    const { doc } = this.#view.state;
    const scroll =
      show && first !== undefined && first < doc.lines ? [EditorView.scrollIntoView(doc.line(first + 1).from, { y: 'center' })] : [];
    this.#view.dispatch({ effects: [setMarkedLines.of(lines), ...scroll] });
  }

  /** Line and column from 1. */
  goTo(line: number, column: number): void {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const anchor = Math.min(at.from + Math.max(column - 1, 0), at.to);
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    this.#view.focus();
  }

  /** Shows what was there before between the lines, each change with a button that takes it back; null ends it. */
  async compare(original: string | null): Promise<void> {
    const path = this.#path;
    if (original === null) return this.#view.dispatch({ effects: this.#comparison.reconfigure([]) });
    const { unifiedMergeView } = await import('@codemirror/merge');
    if (path !== this.#path) return;
    const control = (type: 'accept' | 'reject', act: (event: MouseEvent) => void): HTMLElement => {
      const button = document.createElement('button');
      button.type = 'button';
      // "Accept" would change the original, which is the site's.
      button.hidden = type === 'accept';
      button.className = 'take-back';
      button.textContent = 'Take this back';
      button.addEventListener('click', act);
      return button;
    };
    const view = unifiedMergeView({
      original,
      highlightChanges: true,
      gutter: true,
      syntaxHighlightDeletions: true,
      mergeControls: control,
    });
    this.#view.dispatch({ effects: this.#comparison.reconfigure(view) });
  }

  focus(): void {
    this.#view.focus();
  }

  close(): void {
    this.#view.destroy();
  }

  #replace(text: string): void {
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      annotations: Transaction.addToHistory.of(true),
    });
  }

  #state(path: string, doc: string, language: FirmwareFile['language']): EditorState {
    const { onChange, onSave, onLeave, describedBy } = this.#options;
    const extensions: Extension[] = [
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      history(),
      indentUnit.of('    '),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      syntaxHighlighting(colours),
      language === 'cpp' ? cpp() : [],
      changeBars,
      lineMarks,
      problemBlocks,
      this.#comparison.of([]),
      editorTheme,
      EditorView.contentAttributes.of({ 'aria-label': path, 'aria-describedby': describedBy, 'aria-multiline': 'true', tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && this.#telling) onChange(update.state.doc.toString());
      }),
      keymap.of([
        {
          key: 'Mod-s',
          preventDefault: true,
          run: () => {
            onSave();
            return true;
          },
        },
        ...searchKeymap,
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      // Escape closes what is open first (search, a message); only then it leaves.
      Prec.lowest(
        keymap.of([
          {
            key: 'Escape',
            run: () => {
              onLeave();
              return true;
            },
          },
        ]),
      ),
    ];
    return EditorState.create({ doc, extensions });
  }
}
