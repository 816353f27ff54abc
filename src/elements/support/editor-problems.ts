// What clang says, under the line it says it about (interface.md §8).
import { type EditorState, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass, WidgetType } from '@codemirror/view';

export interface SourceProblem {
  /** Line and column from 1. */
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'note';
  message: string;
}

export const setProblems = StateEffect.define<readonly SourceProblem[]>();

/** A mistake early in a file makes dozens: the list beside the editor has them all. */
const MOST_BLOCKS = 8;

class Message extends WidgetType {
  readonly problem: SourceProblem;

  constructor(problem: SourceProblem) {
    super();
    this.problem = problem;
  }

  override eq({ problem }: Message): boolean {
    return problem.message === this.problem.message && problem.severity === this.problem.severity && problem.line === this.problem.line;
  }

  toDOM(): HTMLElement {
    const { severity, message, line, column } = this.problem;
    const block = document.createElement('div');
    block.className = `diag ${severity}`;
    const said = document.createElement('strong');
    said.textContent = message;
    const where = document.createElement('span');
    where.textContent = ` clang ${severity}, ${line}:${column}`;
    block.append(said, where);
    return block;
  }
}

const number = (severity: SourceProblem['severity']): GutterMarker =>
  new (class extends GutterMarker {
    override elementClass = `has-${severity}`;
  })();
const numbers = { error: number('error'), warning: number('warning'), note: number('note') };
const grounds = {
  error: Decoration.line({ class: 'has-error' }),
  warning: Decoration.line({ class: 'has-warning' }),
  note: Decoration.line({ class: 'has-note' }),
};

interface Blocks {
  shown: DecorationSet;
  gutter: RangeSet<GutterMarker>;
}

const none: Blocks = { shown: Decoration.none, gutter: RangeSet.empty };

/** One block a line, the worst first: what follows on the same line mostly follows from it. */
const blocksOf = (problems: readonly SourceProblem[], { doc }: EditorState): Blocks => {
  const first = new Map<number, SourceProblem>();
  for (const problem of problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))) {
    const line = Math.min(Math.max(problem.line, 1), doc.lines);
    if (!first.has(line)) first.set(line, problem);
  }
  const lines = [...first].sort(([a], [b]) => a - b).slice(0, MOST_BLOCKS);
  const shown: Range<Decoration>[] = lines.flatMap(([line, problem]) => {
    const { from, to } = doc.line(line);
    return [grounds[problem.severity].range(from), Decoration.widget({ widget: new Message(problem), block: true, side: 1 }).range(to)];
  });
  return {
    shown: Decoration.set(shown, true),
    gutter: RangeSet.of(lines.map(([line, { severity }]) => numbers[severity].range(doc.line(line).from))),
  };
};

export const problemBlocks = StateField.define<Blocks>({
  create: () => none,
  update(blocks, { changes, docChanged, effects, state }) {
    const told = effects.findLast((effect) => effect.is(setProblems));
    if (told) return blocksOf(told.value, state);
    return docChanged ? { shown: blocks.shown.map(changes), gutter: blocks.gutter.map(changes) } : blocks;
  },
  provide: (field) => [EditorView.decorations.from(field, ({ shown }) => shown), gutterLineClass.from(field, ({ gutter }) => gutter)],
});
