// The projects of one browser: the site's files, the visitor's version of them, and which file is open.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadProject } from '../../client/load-project.ts';
import type { LoadedProject } from '../../client/load-project.ts';
import type { OpenedFile } from './code-editor.ts';
import { type EditedFile, projectEdits, type ProjectEdits } from './project-edits.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

type Host = ReactiveControllerHost & { readonly session: Session | null; readonly isConnected: boolean };

export class ProjectFiles implements ReactiveController {
  loaded: LoadedProject[] = [];
  failed = false;
  place: { project: string; path: string } | null = null;
  readonly #host: Host;
  readonly #changed: (by: 'own' | 'other') => void;
  #wanted = '';
  #unfollow: (() => void)[] = [];

  /** `changed`: the open project is another than before, by this page or by a different tab. */
  constructor(host: Host, changed: (by: 'own' | 'other') => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Reads the projects of a list of names, and opens `preferred`, else the first project's own first file. */
  async load(wanted: string, preferred: string | null): Promise<void> {
    this.#wanted = wanted;
    this.failed = false;
    this.#host.requestUpdate();
    try {
      const names = wanted.split(/[\s,]+/).filter(Boolean);
      const loaded = await Promise.all(names.map((name) => loadProject(siteBase(), name)));
      if (wanted !== this.#wanted) return;
      this.loaded = loaded;
      this.follow();
      const has = (project: LoadedProject, path: string | null | undefined): path is string =>
        project.files.some((file) => file.path === path);
      const first = loaded.find((project) => has(project, preferred)) ?? loaded[0];
      const path = first && [preferred, first.default_file, first.files[0]?.path].find((one) => has(first, one));
      this.place = first && path ? { project: first.name, path } : null;
    } catch {
      this.failed = true;
    }
    this.#host.requestUpdate();
  }

  get project(): LoadedProject | null {
    return this.loaded.find(({ name }) => name === this.place?.project) ?? null;
  }

  /** Of the open project; null until the page has a session. */
  get edits(): ProjectEdits | null {
    return this.project && this.#host.session ? projectEdits(this.project, this.#host.session.memory) : null;
  }

  of(project: LoadedProject): EditedFile[] {
    const { session } = this.#host;
    return session
      ? projectEdits(project, session.memory).files
      : project.files.map((file) => ({ ...file, state: 'same', original: file }));
  }

  /** The open file; the project's first one when that is gone. */
  get file(): EditedFile | null {
    if (!this.project) return null;
    const files = this.of(this.project);
    return files.find(({ path }) => path === this.place?.path) ?? files[0] ?? null;
  }

  get opened(): OpenedFile | null {
    const { file } = this;
    return file && { path: file.path, text: file.text, language: file.language, original: file.original?.text ?? null };
  }

  follow(): void {
    this.unfollow();
    const { session, isConnected } = this.#host;
    if (!session || !isConnected) return;
    for (const project of this.loaded) {
      const edits = projectEdits(project, session.memory);
      const change = (event: Event): void => {
        if (edits === this.edits) this.#changed((event as CustomEvent<'own' | 'other'>).detail);
        this.#host.requestUpdate();
      };
      const saved = (): void => this.#host.requestUpdate();
      edits.addEventListener('change', change);
      edits.addEventListener('saved', saved);
      const leave = edits.follow();
      this.#unfollow.push(() => {
        leave();
        edits.removeEventListener('change', change);
        edits.removeEventListener('saved', saved);
      });
    }
  }

  unfollow(): void {
    for (const unfollow of this.#unfollow) unfollow();
    this.#unfollow = [];
  }
}
