// Around the code of a project: quiet actions in the head, the way into the editor and out of it below, and what just happened.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LoadedProject } from '../../client/load-project.ts';
import { actionButton } from './action-button.ts';
import type { CopyController } from './copy-controller.ts';
import type { EditorSlot } from './editor-slot.ts';
import { icon } from './icon.ts';
import type { EditedFile, ProjectEdits } from './project-edits.ts';
import type { ProjectFileActions } from './project-file-actions.ts';
import { saveFile } from './save-file.ts';

/** As the editor's own keys have it. */
const MODIFIER = /Mac|iP(hone|ad|od)/.test(navigator.platform) ? '⌘' : 'Ctrl';
const SMALL = 'quiet small';
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const kib = (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`);

export interface QuietActions {
  file: EditedFile;
  project: LoadedProject;
  edits: ProjectEdits | null;
  copy: CopyController;
  comparing: boolean;
  onCompare(): void;
  onDownloadZip(): void;
}

export const quietActions = ({ file, project, edits, copy, comparing, onCompare, onDownloadZip }: QuietActions): TemplateResult =>
  html`${
    file.state === 'changed'
      ? actionButton({ label: 'Compare', icon: 'file', kind: SMALL, pressed: comparing, about: 'with the original', onClick: onCompare })
      : nothing
  }
  ${copy.button('file', 'Copy', () => file.text)}
  ${actionButton({ label: 'Download file', icon: 'download', kind: SMALL, onClick: () => saveFile(baseName(file.path), 'text/plain;charset=utf-8', file.text) })}
  ${
    edits?.edited
      ? actionButton({ label: 'Download zip', icon: 'download', kind: SMALL, onClick: onDownloadZip })
      : html`<a class="button quiet small" href=${project.zip_url} download=${project.zip}
          >${icon('download')}Download zip<span class="visually-hidden">, ${kib(project.zip_size)}</span></a
        >`
  }`;

export interface EditTools {
  file: EditedFile;
  edits: ProjectEdits;
  state: EditorSlot['state'];
  actions: ProjectFileActions;
  /** The last save was asked for, and worked. */
  saved: boolean;
  onEdit(): void;
  onDone(): void;
}

/** While editing, `#leave` says how to leave and `#done` is where Escape leads. */
export const editTools = ({ file, edits, state, actions, saved, onEdit, onDone }: EditTools): TemplateResult => {
  const revert = (path: string | null): TemplateResult =>
    actionButton({
      label: path === null ? 'Revert all' : 'Revert',
      icon: 'undo',
      kind: SMALL,
      ...(path === null ? {} : { about: path }),
      onClick: () => edits.revert(path),
    });
  if (state !== 'open') {
    const kept = edits.edited ? 'Your edits are kept in this browser.' : 'Change it here, and flash what you made.';
    const hint = state === 'failed' ? 'The editor did not load. Check your connection and press Edit again.' : kept;
    return html`<div class="tools">
      ${actionButton({ label: 'Edit', icon: 'file', kind: 'small', about: file.path, busy: state === 'loading', onClick: onEdit })}
      <span class="hint">${hint}</span> ${edits.edited ? revert(null) : nothing}
    </div>`;
  }
  const touched = edits.removed.length + edits.files.filter((one) => one.state !== 'same').length;
  const others = touched > (file.state === 'changed' ? 1 : 0);
  return html`<div class="tools">
    <button type="button" class="button small" id="done" @click=${onDone}>${icon('check')}Done</button>
    <span class="hint" id="leave"
      ><kbd>Esc</kbd> leaves the editor, <kbd>${MODIFIER}</kbd>+<kbd>S</kbd> saves, <kbd>${MODIFIER}</kbd>+<kbd>F</kbd> finds.
      <span role="status">${saved ? 'Saved in this browser.' : ''}</span></span
    >
    ${actions.buttons(file)} ${file.state === 'changed' ? revert(file.path) : nothing} ${others ? revert(null) : nothing}
  </div>`;
};

/** What just happened to the files, with the way back. */
export const editNotice = (edits: ProjectEdits, said: string, onUndo: () => void): TemplateResult | typeof nothing => {
  if (!said && !edits.undoable) return nothing;
  return html`<p class="notice" role="status">
    <span>${said || `Done: ${edits.undoable}.`}</span>
    ${edits.undoable ? actionButton({ label: 'Undo', icon: 'undo', kind: SMALL, about: edits.undoable, onClick: onUndo }) : nothing}
  </p>`;
};
