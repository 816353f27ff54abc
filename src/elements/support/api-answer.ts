// Draws the answer of a tried call: status, time, size, headers, body.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { actionButton } from './action-button.ts';
import type { TrialAnswer } from './call-trial.ts';
import type { CopyController } from './copy-controller.ts';
import { cutText, prettyBody } from './http-text.ts';
import { icon } from './icon.ts';
import { saveFile } from './save-file.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  507: 'Insufficient Storage',
};

const bytes = (size: number): string => (size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`);
const took = (ms: number): string => (ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const STATES: Record<TrialAnswer['state'], string> = {
  open: 'Still open.',
  done: '',
  stopped: 'Stopped.',
  full: 'Stopped: that is as much as fits here.',
};

export const apiAnswer = (answer: TrialAnswer, copy: CopyController): TemplateResult => {
  const good = answer.status < 400;
  const shown = answer.type.includes('json') && answer.state === 'done' ? prettyBody(answer.text) : cutText(answer.text);
  return html`<section class="answer" aria-label="Answer">
    <p class="answer-line" role="status">
      <span class="badge ${good ? 'good' : 'bad'}"
        >${icon(good ? 'check' : 'error')}<span class="num">${answer.status}</span> ${REASONS[answer.status] ?? ''}</span
      >
      <span class="num muted">${took(answer.ms)}, ${bytes(answer.size)}</span>
      ${answer.state === 'done' ? nothing : html`<span class="muted">${STATES[answer.state]}</span>`}
    </p>
    <details class="more">
      <summary>${icon('chev')}Headers, ${answer.headers.length}</summary>
      <pre class="codeview" tabindex="0" role="region" aria-label="Headers of the answer"><code>${answer.headers
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n')}</code></pre>
    </details>
    ${
      answer.bytes
        ? html`<p>
            ${actionButton({
              label: 'Save the file',
              icon: 'download',
              onClick: () => {
                if (answer.bytes) saveFile(fileName(answer), answer.type, answer.bytes);
              },
            })}
          </p>`
        : shown
          ? html`<div class="snippet">
              <div class="snippet-head">
                <h4>Body</h4>
                ${copy.button('body', 'Copy', () => answer.text)}
              </div>
              <pre class="codeview tall" tabindex="0" role="region" aria-label="Body of the answer"><code>${shown}</code></pre>
            </div>`
          : answer.state === 'open'
            ? nothing
            : html`<p class="muted">The body is empty.</p>`
    }
  </section>`;
};

const fileName = ({ headers }: TrialAnswer): string => {
  const given = headers.find(([name]) => name === 'content-disposition')?.[1] ?? '';
  return /filename="?([\w.-]+)"?/.exec(given)?.[1] ?? 'answer.bin';
};
