// How far a flash is: five stages with a word each, the bytes while they run, and the proof at the end.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FlashProgress, FlashStage } from '../../device/serial/session-state.ts';
import { factRows } from './fact-list.ts';
import { icon } from './icon.ts';

/** What people are told of the seven steps of a flash. */
const SHOWN: readonly { title: string; stages: readonly FlashStage[] }[] = [
  { title: 'Check', stages: ['check'] },
  { title: 'Prepare', stages: ['prepare', 'erase'] },
  { title: 'Send', stages: ['send', 'apply'] },
  { title: 'Restart', stages: ['restart'] },
  { title: 'Prove', stages: ['verify'] },
];

const words: Record<FlashStage, string> = {
  check: 'Reading the file.',
  prepare: 'Asking the device what it is.',
  erase: 'The device makes room.',
  send: 'Sending.',
  apply: 'The device checks what it got.',
  restart: 'Waiting until it is back.',
  verify: 'Reading its hash.',
};

const marks = { done: 'check', now: 'clock', error: 'error' } as const;
const ENDS: Record<FlashProgress['outcome'], string> = {
  running: 'now',
  done: 'done',
  unproven: 'not read',
  failed: 'stopped',
  cancelled: 'cancelled',
};

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

/** `12.0 of 28.1 KB, 85 KB a second, 2 s left`. */
export const transferText = ({ sent, total, rate, left }: FlashProgress): string => {
  const parts = [`${kilobytes(sent)} of ${kilobytes(total)} KB`];
  if (rate !== null) parts.push(`${(rate / 1024).toFixed(0)} KB a second`);
  if (left !== null && sent < total) parts.push(`${Math.max(1, Math.ceil(left / 1000))} s left`);
  return parts.join(', ');
};

export const flashProgressView = (progress: FlashProgress): TemplateResult => {
  const current = SHOWN.findIndex(({ stages }) => stages.includes(progress.stage));
  const ended = progress.outcome !== 'running';
  const stateOf = (index: number): 'done' | 'now' | 'error' | 'waiting' => {
    if (progress.outcome === 'done' || index < current) return 'done';
    if (index > current) return 'waiting';
    return ended ? 'error' : 'now';
  };
  const counts = progress.stage === 'send' && progress.strategy === 'ymodem';
  return html`<div class="flashing">
      <ol class="stages" aria-label="Stages">
        ${SHOWN.map(({ title }, index) => {
          const unproven = progress.outcome === 'unproven' && index === current;
          const state = unproven ? 'waiting' : stateOf(index);
          const word = unproven ? 'not read' : { done: 'done', now: 'now', error: ENDS[progress.outcome], waiting: 'waiting' }[state];
          return html`<li data-state=${state} aria-current=${state === 'now' ? 'step' : nothing}>
            <span class="stage-mark" aria-hidden="true"
              >${state === 'waiting' ? (unproven ? icon('info') : index + 1) : icon(marks[state])}</span
            ><span>${title}<span class="visually-hidden">, ${word}</span></span>
          </li>`;
        })}
      </ol>
      ${
        ended
          ? nothing
          : html`<div class="control-body transfer">
              <p class="muted num">${counts ? transferText(progress) : words[progress.stage]}</p>
              ${counts ? html`<progress aria-label="Sent" max=${progress.total} .value=${progress.sent}></progress>` : nothing}
            </div>`
      }
    </div>
    ${
      progress.read_back === null
        ? nothing
        : html`<dl class="facts proof">
            ${factRows([
              ['The file’s hash', html`<code>${progress.hash}</code>`],
              ['The device reports', html`<code>${progress.read_back}</code>`],
            ])}
          </dl>`
    }`;
};
