// Finds the lines that an event, or a sentence of the explanation, is about.
import { publishLines } from '../../model/publish-lines.ts';
import type { BoardFacts } from './board-facts.ts';
import { type CodeReference, linesAt } from './code-reference.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Session } from './session.ts';

export interface CodePointerTarget {
  files: ProjectFiles;
  /** What the page's boards know of their publishes; null where there are none. */
  facts(): BoardFacts | null;
  /** Opens the file and marks lines (from 0); `go` moves the focus there. */
  point(project: string, path: string, lines: readonly number[], go: boolean): void;
  /** Marks lines of the open file; `show` scrolls the code, not the page. */
  mark(lines: readonly number[], show: boolean): void;
}

export class CodePointer {
  readonly #target: CodePointerTarget;
  #session: Session | null = null;

  constructor(target: CodePointerTarget) {
    this.#target = target;
  }

  follow(session: Session): void {
    this.#session = session;
    session.addEventListener('show-code', this.#show);
    session.addEventListener('light-code', this.#light);
    session.addEventListener('select', this.#selected);
  }

  leave(session: Session): void {
    session.removeEventListener('show-code', this.#show);
    session.removeEventListener('light-code', this.#light);
    session.removeEventListener('select', this.#selected);
    this.#session = null;
  }

  /** Somebody wants to see the code of an event by its name. */
  readonly #show = (event: Event): void => {
    const { files, point } = this.#target;
    const name = (event as CustomEvent<string>).detail;
    for (const project of files.loaded) {
      for (const { path, text } of files.of(project)) {
        const quoted = text.split('\n').findIndex((one) => one.includes(`"${name}"`));
        const lines = publishLines(text).get(name) ?? (quoted < 0 ? [] : [quoted]);
        if (lines.length > 0) return point(project.name, path, lines, true);
      }
    }
  };

  readonly #light = (event: Event): void => {
    const { files, point, mark } = this.#target;
    const { project, file, at, go } = (event as CustomEvent<CodeReference>).detail;
    const found = files.loaded.find((one) => (project === null || one.name === project) && files.of(one).some(({ path }) => path === file));
    if (!found) return;
    const text = files.of(found).find(({ path }) => path === file)?.text ?? '';
    const lines = at ? linesAt(text, at) : [];
    if (lines.length === 0) mark([], false);
    else point(found.name, file, lines, go);
  };

  /** The marked event of the page: the lines that published it light up, and the page stays where it is. */
  readonly #selected = (): void => {
    const { files, facts, mark } = this.#target;
    const { selectedEvent = null, feed } = this.#session ?? {};
    // A board of this page says which call it was; of others the name has to do.
    const place = facts()?.placeOf(selectedEvent);
    if (place && files.place?.path === place.path) return mark([place.line - 1], true);
    const name = feed?.events.find(({ id }) => id === selectedEvent)?.name;
    mark(name && files.file ? (publishLines(files.file.text).get(name) ?? []) : [], false);
  };
}
