// Draws the anatomy of a control (interface.md §4): head, body, state line, actions.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Step, StepStatus } from '../../model/lesson.ts';
import { controlHeading } from './control-heading.ts';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';
import type { ErrorText } from './error-text.ts';
import { stepWord } from './step-word.ts';

export type Tone = 'info' | 'done' | 'warn' | 'bad' | 'locked' | 'busy';

const toneIcons: Record<Tone, IconName> = { info: 'info', done: 'check', warn: 'warn', bad: 'error', locked: 'lock', busy: 'clock' };

/** What is true, and the next step; `about` is the id that a disabled action points to. */
export interface StateLine {
  tone: Tone;
  text: unknown;
  /** Default true: the line changes by itself, so it is a polite live region. */
  live?: boolean;
}

export interface ControlParts {
  title: unknown;
  /** Heading level, 2 to 6. */
  level: number;
  /** `loading`, `ready`, `done`, `undone`, `error`, `disabled`: drives nothing but looks and tests. */
  state: string;
  badge?: TemplateResult | typeof nothing;
  purpose?: unknown;
  /** Actions in the head; they never change the cloud. */
  quiet?: unknown;
  /** Everything between head and foot: `.control-body`, tables, diagrams. */
  body?: unknown;
  /** What a polite live region says: of quiet actions that leave no other trace. */
  said?: string;
  line?: StateLine | null;
  actions?: unknown;
}

const words = {
  done: { tone: 'good', icon: 'check', word: 'Done' },
  undone: { tone: 'warn', icon: 'undo', word: 'Undone' },
  locked: { tone: '', icon: 'lock', word: 'Locked' },
} as const;

/** The word of the step list, with its icon. */
export const stateBadge = (state: keyof typeof words): TemplateResult => badge(words[state].word, words[state].icon, words[state].tone);

const stepLooks: Readonly<Record<StepStatus, [IconName | null, '' | 'good' | 'warn' | 'now']>> = {
  done: ['check', 'good'],
  undone: ['undo', 'warn'],
  locked: ['lock', ''],
  now: [null, 'now'],
  todo: [null, ''],
  skipped: [null, ''],
};

export const stepBadge = (step: Step, state: StepStatus): TemplateResult => badge(stepWord(step, state), ...stepLooks[state]);

export const badge = (word: unknown, iconName: IconName | null = null, tone: '' | 'good' | 'warn' | 'bad' | 'now' = ''): TemplateResult =>
  html`<p class="badge ${tone}">${iconName ? icon(iconName) : nothing}${word}</p>`;

export const stateLine = (line: StateLine): TemplateResult =>
  html`<p class="state" id="state" data-state=${line.tone} role=${line.live === false ? nothing : 'status'}>
    ${icon(toneIcons[line.tone])}<span>${line.text}</span>
  </p>`;

/** The failure of one action, beside it. */
export const problemLine = (problem: ErrorText | null): TemplateResult | typeof nothing =>
  problem
    ? html`<p class="problem" role="alert">
        ${icon('error')}<span><strong>${problem.text}</strong> ${problem.next}</span>
      </p>`
    : nothing;

export const controlFrame = (parts: ControlParts): TemplateResult => html`
  <div class="control" role="group" aria-labelledby="title" data-state=${parts.state}>
    <header class="control-head">
      ${controlHeading(parts.level, parts.title)} ${parts.badge ?? nothing}
      ${parts.quiet ? html`<div class="actions">${parts.quiet}</div>` : nothing}
      ${parts.purpose ? html`<p class="control-purpose">${parts.purpose}</p>` : nothing}
    </header>
    ${parts.said === undefined ? nothing : html`<p class="visually-hidden" role="status">${parts.said}</p>`} ${parts.body ?? nothing}
    ${
      parts.line || parts.actions
        ? html`<footer class="control-foot">
            ${parts.line ? stateLine(parts.line) : nothing} ${parts.actions ? html`<div class="actions">${parts.actions}</div>` : nothing}
          </footer>`
        : nothing
    }
  </div>
`;
