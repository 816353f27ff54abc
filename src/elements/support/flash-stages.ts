// The four stages of a flash: number, then clock, then check or octagon, each with a word.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Stage } from './flash-run.ts';
import { icon } from './icon.ts';

const titles = { compile: 'Compile', check: 'Check', send: 'Send', restart: 'Restart' } as const;
const marks = { now: 'clock', done: 'check', error: 'error' } as const;

export const flashStages = (stages: readonly Stage[]): TemplateResult =>
  html`<ol class="stages">
    ${stages.map(
      ({ name, state, word, progress }, index) =>
        html`<li data-state=${state}>
          <span class="stage-mark" aria-hidden="true">${state === 'waiting' ? index + 1 : icon(marks[state])}</span>
          <span
            >${titles[name]}<em class="num">${word}</em>${
              progress && progress.done < progress.total
                ? html`<progress aria-label="Sent" max=${progress.total} .value=${progress.done}></progress>`
                : nothing
            }</span
          >
        </li>`,
    )}
  </ol>`;
