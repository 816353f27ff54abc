// Marks lines of the editor that an explanation or an event points at.
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Lines from 0. */
export const setMarkedLines = StateEffect.define<readonly number[]>();

const mark = Decoration.line({ attributes: { class: 'marked', 'data-selected': '' } });

export const lineMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    let next = marks.map(changes);
    for (const effect of effects) {
      if (!effect.is(setMarkedLines)) continue;
      const lines = [...new Set(effect.value)].filter((line) => line >= 0 && line < state.doc.lines).sort((a, b) => a - b);
      next = Decoration.set(lines.map((line) => mark.range(state.doc.line(line + 1).from)));
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
