// How far a flash is: five stages with a word each, the bytes while they run, and the proof at the end.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FlashProgress, FlashStage } from '../../device/serial/session-state.ts';
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
  check: 'reading the file',
  prepare: 'asking the device',
  erase: 'making room',
  send: 'sending',
  apply: 'the device checks it',
  restart: 'waiting for it',
  verify: 'reading its hash',
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
  const said = { done: 'done', now: words[progress.stage], error: progress.outcome === 'cancelled' ? 'cancelled' : 'stopped', waiting: '' };
  return html`<ol class="stages" aria-label="Stages">
      ${SHOWN.map(({ title }, index) => {
        const state = stateOf(index);
        const unproven = progress.outcome === 'unproven' && index === current;
        return html`<li data-state=${unproven ? 'waiting' : state} aria-current=${state === 'now' ? 'step' : nothing}>
          <span class="stage-mark" aria-hidden="true"
            >${state === 'waiting' ? index + 1 : icon(state === 'done' ? 'check' : unproven ? 'info' : state === 'now' ? 'clock' : 'error')}</span
          ><span>${title}<em>${unproven ? 'not read' : said[state]}</em></span>
        </li>`;
      })}
    </ol>
    ${
      progress.stage === 'send' && !ended && progress.strategy === 'ymodem'
        ? html`<div class="control-body transfer">
            <progress aria-label="Sent" max=${progress.total} .value=${progress.sent}></progress>
            <p class="num muted">${transferText(progress)}</p>
          </div>`
        : nothing
    }
    ${
      progress.read_back === null
        ? nothing
        : html`<dl class="facts proof">
            <div>
              <dt>The file’s hash</dt>
              <dd><code>${progress.hash}</code></dd>
            </div>
            <div>
              <dt>The device reports</dt>
              <dd><code>${progress.read_back}</code></dd>
            </div>
          </dl>`
    }`;
};
