// The visitor's own version of a firmware project: what differs from the site's files, kept in this browser.
import { fileLanguage } from '../../model/file-language.ts';
import type { FirmwareFile, FirmwareProject } from '../../model/firmware-project.ts';
import { projectPathProblem } from '../../model/project-path.ts';
import type { PageMemory } from './page-memory.ts';

/** Characters of one file, and of all edits of a project together: localStorage holds some five million for the whole site. */
export const MAX_FILE = 200_000;
export const MAX_PROJECT = 600_000;
export const MAX_FILES = 60;

/** Ms between the last key and writing it down. */
const PAUSE = 400;

export interface EditedFile {
  path: string;
  text: string;
  language: FirmwareFile['language'];
  state: 'same' | 'changed' | 'added';
  /** The site's file of this path. */
  original: FirmwareFile | null;
}

/** What is kept: texts that differ, and paths of the site's files that are gone. */
interface Kept {
  files: Record<string, string>;
  removed: string[];
}

const readKept = (value: unknown): Kept => {
  const { files, removed } = (value ?? {}) as Partial<Kept>;
  const safe = (path: string): boolean => projectPathProblem(path) === null;
  const texts = Object.entries(typeof files === 'object' && files !== null ? files : {})
    .filter(([path, text]) => safe(path) && typeof text === 'string' && text.length <= MAX_FILE)
    .slice(0, MAX_FILES);
  return { files: Object.fromEntries(texts), removed: Array.isArray(removed) ? removed.filter((path) => typeof path === 'string') : [] };
};

/**
 * Events: `change` (a file or the list of files is another; `CustomEvent<'own' | 'other'>`, `other`: a different tab did it),
 * `saved` (what is shown is what is kept, or `unsaved` says why not).
 */
export class ProjectEdits extends EventTarget {
  readonly project: FirmwareProject;
  /** True between a change and its being written down. */
  dirty = false;
  /** A sentence when the browser did not keep the last change. */
  unsaved: string | null = null;
  /** What `undo` takes back, in words; null when there is nothing to take back. */
  undoable: string | null = null;
  readonly #memory: PageMemory;
  #kept: Kept;
  #before: Kept | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #flush = (): void => this.save();
  readonly #elsewhere = ({ key }: StorageEvent): void => {
    if (key !== null && key.endsWith(this.#name)) this.#adopt();
  };

  constructor(project: FirmwareProject, memory: PageMemory) {
    super();
    this.project = project;
    this.#memory = memory;
    this.#kept = readKept(memory.read(this.#name));
  }

  get #name(): string {
    return `firmware/${this.project.name}`;
  }

  /** Follows other tabs, and writes down what is left when the page goes. Answers the function that ends it. */
  follow(): () => void {
    addEventListener('storage', this.#elsewhere);
    addEventListener('pagehide', this.#flush);
    return () => {
      this.save();
      removeEventListener('storage', this.#elsewhere);
      removeEventListener('pagehide', this.#flush);
    };
  }

  /** Sorted as the site sorts: by path. */
  get files(): EditedFile[] {
    const { files, removed } = this.#kept;
    const originals = new Map(this.project.files.map((file) => [file.path, file]));
    const paths = [...new Set([...originals.keys()].filter((path) => !removed.includes(path)).concat(Object.keys(files)))].sort();
    return paths.map((path) => {
      const original = originals.get(path) ?? null;
      const text = files[path] ?? original?.text ?? '';
      const state = original === null ? 'added' : text === original.text ? 'same' : 'changed';
      return { path, text, language: original?.language ?? fileLanguage(path), state, original };
    });
  }

  /** The site's files that are not there any more. */
  get removed(): string[] {
    return this.project.files.map(({ path }) => path).filter((path) => this.#kept.removed.includes(path) && !(path in this.#kept.files));
  }

  get edited(): boolean {
    return this.removed.length > 0 || this.files.some(({ state }) => state !== 'same');
  }

  file(path: string | null): EditedFile | null {
    return this.files.find((one) => one.path === path) ?? null;
  }

  /** Typing: no sentence, no undo of ours (the editor has its own). Too long a text is refused with one. */
  edit(path: string, text: string): string | null {
    const others = Object.entries(this.#kept.files).reduce((sum, [other, { length }]) => sum + (other === path ? 0 : length), 0);
    if (text.length > MAX_FILE || others + text.length > MAX_PROJECT) return 'The project is too big to keep. Make it shorter.';
    this.#put({ ...this.#kept, files: { ...this.#kept.files, [path]: text } }, null);
    return null;
  }

  create(path: string, text = ''): string | null {
    const problem = this.#problemOf(path);
    if (problem !== null) return problem;
    this.#put({ ...this.#kept, files: { ...this.#kept.files, [path]: text } }, `the new file ${path}`);
    return null;
  }

  rename(path: string, to: string): string | null {
    const file = this.file(path);
    if (!file || to === path) return null;
    const problem = this.#problemOf(to, path);
    if (problem !== null) return problem;
    const { [path]: _gone, ...files } = this.#kept.files;
    const removed = file.original ? [...this.#kept.removed, path] : this.#kept.removed;
    this.#put({ files: { ...files, [to]: file.text }, removed: removed.filter((one) => one !== to) }, `the new name of ${path}`);
    return null;
  }

  remove(path: string): void {
    const { [path]: _gone, ...files } = this.#kept.files;
    const known = this.project.files.some((file) => file.path === path);
    this.#put({ files, removed: known ? [...this.#kept.removed, path] : this.#kept.removed }, `deleting ${path}`);
  }

  /** Back to the site's file, or with null to the site's whole project. */
  revert(path: string | null): void {
    if (path === null) return this.#put({ files: {}, removed: [] }, 'going back to the original');
    const { [path]: _gone, ...files } = this.#kept.files;
    this.#put({ files, removed: this.#kept.removed.filter((one) => one !== path) }, `going back to the original ${path}`);
  }

  /** In place of all files; the caller checked paths and sizes. */
  replaceAll(given: readonly { path: string; text: string }[], what: string): void {
    const removed = this.project.files.map(({ path }) => path).filter((path) => !given.some((one) => one.path === path));
    this.#put({ files: Object.fromEntries(given.map(({ path, text }) => [path, text])), removed }, what);
  }

  /** Takes back the last of: new file, new name, deletion, going back, a zip, another tab's version. */
  undo(): void {
    if (this.#before) this.#put(this.#before, null);
  }

  /** Writes down at once. */
  save(): void {
    clearTimeout(this.#timer);
    if (!this.dirty) return;
    this.dirty = false;
    const kept = this.#slim();
    if (Object.keys(kept.files).length === 0 && kept.removed.length === 0) this.#memory.forget(this.#name);
    else this.#memory.write(this.#name, kept);
    const same = JSON.stringify(readKept(this.#memory.read(this.#name))) === JSON.stringify(readKept(kept));
    this.unsaved = same ? null : 'The browser gives this site no more room: your edits live as long as this tab.';
    this.dispatchEvent(new Event('saved'));
  }

  #problemOf(path: string, besides: string | null = null): string | null {
    const taken = this.files.map((file) => file.path).filter((one) => one !== besides);
    if (taken.length >= MAX_FILES) return `A project has at most ${MAX_FILES} files.`;
    return projectPathProblem(path, taken);
  }

  /** Without what equals the site's. */
  #slim(): Kept {
    const files = this.files.filter(({ state }) => state !== 'same').map(({ path, text }) => [path, text] as const);
    return { files: Object.fromEntries(files), removed: this.removed };
  }

  #put(next: Kept, undoable: string | null): void {
    // Typing after a deletion must not make its undo throw the typing away.
    this.#before = undoable === null ? null : this.#kept;
    this.undoable = undoable;
    this.#kept = next;
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#flush, PAUSE);
    this.dispatchEvent(new CustomEvent('change', { detail: 'own' }));
  }

  #adopt(): void {
    const theirs = readKept(this.#memory.read(this.#name));
    if (JSON.stringify(theirs) === JSON.stringify(this.#slim())) return;
    clearTimeout(this.#timer);
    this.dirty = false;
    this.#before = this.#kept;
    this.undoable = 'the version of another tab';
    this.#kept = theirs;
    this.dispatchEvent(new CustomEvent('change', { detail: 'other' }));
  }
}

const open = new WeakMap<PageMemory, Map<string, ProjectEdits>>();

/** One for a project in a page, whoever asks. */
export const projectEdits = (project: FirmwareProject, memory: PageMemory): ProjectEdits => {
  const known = open.get(memory) ?? new Map<string, ProjectEdits>();
  open.set(memory, known);
  const edits = known.get(project.name) ?? new ProjectEdits(project, memory);
  known.set(project.name, edits);
  return edits;
};
