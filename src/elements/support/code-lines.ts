// Source as lines to read: coloured where the site coloured them, and with the visitor's own lines marked.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { changedLines } from '../../model/changed-lines.ts';
import type { CodePiece } from '../../model/firmware-project.ts';
import type { EditedFile } from './project-edits.ts';

export interface LineMarks {
  /** Lines (from 0) that an event or an explanation points at. */
  selected: ReadonlySet<number>;
  /** Lines (from 0) with errors. */
  bad: ReadonlySet<number>;
}

/** Lines the site knows keep its colours; the others are plain until they are edited again. */
const piecesOf = ({ text, original }: EditedFile): CodePiece[][] => {
  if (original && text === original.text) return original.lines;
  const known = new Map(original?.lines.map((pieces) => [pieces.map(([piece]) => piece).join(''), pieces]));
  return text.split('\n').map((line) => known.get(line) ?? [[line]]);
};

/** Lines keep their line ends, so that a selection copies as source. */
export const codeLines = (file: EditedFile, { selected, bad }: LineMarks): TemplateResult[] => {
  const changed = file.state === 'changed' && file.original ? changedLines(file.original.text, file.text) : new Set<number>();
  return piecesOf(file).map(
    (pieces, line) =>
      html`<span class="ln${changed.has(line) ? ' changed' : ''}${bad.has(line) ? ' bad' : ''}" ?data-selected=${selected.has(line)}
        >${pieces.map(([text, kind]) => (kind ? html`<span class="c-${kind}">${text}</span>` : text))}${'\n'}</span
      >`,
  );
};
