// The files of one or several firmware projects, by folder.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from './icon.ts';
import type { EditedFile } from './project-edits.ts';

export interface TreeProject {
  name: string;
  files: readonly Pick<EditedFile, 'path' | 'state'>[];
}

interface Folder {
  folders: Map<string, Folder>;
  files: { name: string; path: string; state: EditedFile['state'] }[];
}

export interface ProjectTree {
  projects: readonly TreeProject[];
  open: { project: string; path: string };
  /** Errors that clang finds in a file. */
  errors: (project: string, path: string) => number;
  onOpen: (project: string, path: string) => void;
}

const foldersOf = (files: TreeProject['files']): Folder => {
  const root: Folder = { folders: new Map(), files: [] };
  for (const { path, state } of files) {
    const parts = path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const next: Folder = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push({ name: parts.at(-1)!, path, state });
  }
  return root;
};

const words = { same: null, changed: 'changed', added: 'new' } as const;

const branch = (tree: ProjectTree, project: string, folder: Folder, prefix: string): TemplateResult =>
  html`${[...folder.folders].map(
    ([name, inner]) =>
      html`<li class="group">
        <span class="folder">${name}/</span>
        <ul>
          ${branch(tree, project, inner, `${prefix}${name}/`)}
        </ul>
      </li>`,
  )}${folder.files.map(({ name, path, state }) => {
    const errors = tree.errors(project, path);
    const current = tree.open.project === project && tree.open.path === path;
    return html`<li>
      <button type="button" aria-current=${current ? 'true' : nothing} @click=${() => tree.onOpen(project, path)}>
        ${icon('file')}<span><span class="visually-hidden">${prefix}</span>${name}</span>
        ${errors > 0 ? html`<span class="of bad">${errors === 1 ? '1 error' : `${errors} errors`}</span>` : words[state] ? html`<span class="of">${words[state]}</span>` : nothing}
      </button>
    </li>`;
  })}`;

/** A row above the code; beside it when it is deep and there is room. */
export const projectTree = (tree: ProjectTree): TemplateResult =>
  html`<nav class="tree" aria-label="Files">
    ${tree.projects.map(
      ({ name, files }) =>
        html`<ul aria-label=${tree.projects.length > 1 ? name : 'Files'}>
          ${tree.projects.length > 1 ? html`<li class="group"><span class="folder project-name">${name}</span></li>` : nothing}
          ${branch(tree, name, foldersOf(files), '')}
        </ul>`,
    )}
  </nav>`;

/** More than a row can hold. */
export const isDeep = (projects: readonly TreeProject[]): boolean => projects.length > 1 || (projects[0]?.files.length ?? 0) > 4;
