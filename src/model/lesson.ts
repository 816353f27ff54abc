// What a lesson page knows about itself: its front matter, its steps and how far the learner is.
import * as v from 'valibot';
import { lessonRequestSchema } from './lesson-request.ts';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'needs lower-case letters, digits and single hyphens'));
const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

/** What a learner may call a thing: `${name}` in texts, checks and requests. */
export const nameSchema = v.strictObject({
  /** Beside the field in which it is typed. */
  label: text,
  value: text,
  /** The longest it may be. */
  most: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 64),
});
const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/, 'needs lower-case letters, digits and underscores'));

/** A question that is answered by running it: no key says which answer is right, the cloud's state does. */
export const questionSchema = v.strictObject({
  id: slug,
  ask: text,
  run: v.pipe(v.array(lessonRequestSchema), v.minLength(1)),
  options: v.pipe(
    v.array(
      v.strictObject({
        text,
        /** Holds when this is what happened. */
        when: text,
        /** Shown after the run, when it holds: why. */
        because: v.optional(text),
      }),
    ),
    v.minLength(2),
  ),
});
export type Question = v.InferOutput<typeof questionSchema>;

/** What a learner may get wrong, for the drive of all lessons (`npm run lessons`): the check is false then and says `found`. */
const mistakeSchema = v.strictObject({ do: v.array(lessonRequestSchema), found: text });

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
  /** Once true it stays done: a later step takes it back on purpose. */
  once: v.optional(v.boolean(), false),
  /** What the check wants, in the author's words; made from the check when absent. */
  expects: v.optional(text),
  /** Requests that bring about what the step begins with: a broken cloud to mend, a server that fails. */
  start: v.optional(v.array(lessonRequestSchema)),
  /** "Do it for me", and the step by API. */
  do: v.optional(v.array(lessonRequestSchema)),
  wrong: v.optional(v.array(mistakeSchema)),
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
  /** Names that the learner can change. */
  names: v.optional(v.record(name, nameSchema), {}),
  questions: v.optional(v.array(questionSchema), []),
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
  names?: FrontMatter['names'];
  questions?: Question[];
}
