// A bar beside each line of the editor that is not the site's.
import { RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import { GutterMarker, gutterLineClass } from '@codemirror/view';
import { changedLines } from '../../model/changed-lines.ts';

/** The text to compare with; null: every line is new, and none is marked. */
export const setOriginal = StateEffect.define<string | null>();

interface Bars {
  original: string | null;
  lines: RangeSet<GutterMarker>;
}

const bar = new (class extends GutterMarker {
  override elementClass = 'changed';
})();

const barsOf = (original: string | null, doc: Text): Bars => ({
  original,
  lines:
    original === null
      ? RangeSet.empty
      : RangeSet.of([...changedLines(original, doc.toString())].map((line) => bar.range(doc.line(line + 1).from))),
});

export const changeBars = StateField.define<Bars>({
  create: () => ({ original: null, lines: RangeSet.empty }),
  update(bars, { docChanged, effects, newDoc }) {
    const told = effects.findLast((effect) => effect.is(setOriginal));
    if (told) return barsOf(told.value, newDoc);
    return docChanged ? barsOf(bars.original, newDoc) : bars;
  },
  provide: (field) => gutterLineClass.from(field, ({ lines }) => lines),
});
