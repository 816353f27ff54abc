// One line of a log in full: as it came, what it carried, and the event it speaks of.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLine } from '../../device/serial/log-line.ts';
import type { StoredEvent } from '../../model/event.ts';
import { actionButton } from './action-button.ts';
import type { CopyController } from './copy-controller.ts';
import { factRows, type Fact } from './fact-list.ts';
import { icon } from './icon.ts';
import { deviceTime, hostTime } from './log-row.ts';

export interface LineDetailOptions {
  line: LogLine;
  event: StoredEvent | null;
  copy: CopyController;
  onEvent: (event: StoredEvent) => void;
  onClose: () => void;
}

export const lineDetail = ({ line, event, copy, onEvent, onClose }: LineDetailOptions): TemplateResult => {
  const facts: Fact[] = [
    ['Received', html`<span class="num">${hostTime(line.host_time)}</span>`],
    ...(line.device_time === null ? [] : [['Since its start', html`<span class="num">${deviceTime(line.device_time)} s</span>`] as Fact]),
    ...(line.category === null ? [] : [['Category', html`<code>${line.category}</code>`] as Fact]),
    ...Object.entries(line.attributes ?? {})
      .filter(([name]) => name !== 'details')
      .map(([name, value]): Fact => [name, html`<code>${value}</code>`]),
  ];
  return html`<section class="detail" aria-label="The chosen line">
    <div class="head">
      <strong>${line.partial ? 'Part of a line' : line.kind === 'raw' ? 'A line without a header' : `${line.level ?? ''} line`}</strong>
      ${
        event
          ? html`<span>${icon('cloud')}</span>
              ${actionButton({ label: html`Show the event <code>${event.name}</code>`, kind: 'quiet small', onClick: () => onEvent(event) })}`
          : nothing
      }
      <span class="actions">
        ${copy.button('line', 'Copy line', () => line.raw)}
        ${actionButton({ label: 'Close', icon: 'close', kind: 'quiet small', about: 'the chosen line', onClick: onClose })}
      </span>
    </div>
    <pre class="codeview" translate="no" tabindex="0" role="region" aria-label="The line as it came"><code>${line.raw}</code></pre>
    <dl class="facts" translate="no">${factRows(facts)}</dl>
  </section>`;
};
