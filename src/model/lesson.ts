// What a lesson page knows about itself: its front matter, its steps and how far the learner is.
import * as v from 'valibot';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'needs lower-case letters, digits and single hyphens'));
const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

export const stepSchema = v.strictObject({
  /** Names the step in saved progress, so it never changes once published. */
  id: slug,
  title: text,
  /** Id of the heading or control that the step leads to. */
  anchor: slug,
  /** One line of the assertion language (`model/check.ts`). A step without one is reading, never "done". */
  check: v.optional(text),
  /** Where to mend it when the check is false: an id on the page; the step's own anchor when absent. */
  fix: v.optional(slug),
  /** Steps that must have been reached before this one opens. */
  needs: v.optional(v.array(slug), []),
  /** The lesson goes on without it. */
  optional: v.optional(v.boolean(), false),
  /** May be taken at any moment after `needs`; never holds the lesson up, and taking it closes the lesson. */
  any_time: v.optional(v.boolean(), false),
});

/** One step of a lesson, as the page's `<script type="application/json" id="lesson">` carries it. */
export type Step = v.InferOutput<typeof stepSchema>;

export type StepStatus = 'locked' | 'now' | 'todo' | 'done' | 'undone' | 'skipped';

/** Where one step stands. `reason` is there for `undone` and `now` (false check) and for `locked` (what opens it). */
export interface StepState {
  id: string;
  state: StepStatus;
  reason?: StepReason;
}

/** Sentences for people; names the machine reads stand in `backticks`. */
export interface StepReason {
  expected: string;
  found: string;
  /** Fragment on the page, `#…`, that leads to the thing to mend. */
  link: string;
}

/** Front matter of a page. Pages of the seeds' format carry further keys: they are kept, and ours are checked. */
export const frontMatterSchema = v.looseObject({
  title: text,
  description: v.optional(text),
  /** File in `tutorials/layouts/`; `template` is the older name of the same thing. */
  layout: v.optional(text),
  template: v.optional(text),
  columns: v.optional(v.string()),
  order: v.optional(v.number()),
  includeDefinitions: v.optional(v.array(v.string())),
  /** Heading of the front page under which the lesson stands. */
  group: v.optional(text),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What a reader can do afterwards, one line each. */
  teaches: v.optional(v.array(text)),
  /** Slug of the lesson that follows. */
  next: v.optional(slug),
  /** Name of an icon of the page's sprite. */
  icon: v.optional(slug),
  steps: v.optional(v.array(stepSchema), []),
});

export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;

/** Content of `<script type="application/json" id="lesson">`. */
export interface Lesson {
  slug: string;
  title: string;
  description: string;
  minutes: number | null;
  steps: Step[];
}
