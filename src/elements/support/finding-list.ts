// What is wrong with a webhook's settings, each with the button that mends it.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Finding } from '../../model/lint-finding.ts';
import { actionButton } from './action-button.ts';
import { icon } from './icon.ts';

/** The first finding of a setting has the id `finding-<setting>`, for the field to point at. */
export const findingList = (findings: readonly Finding[], onFix: (finding: Finding) => void): TemplateResult | typeof nothing =>
  findings.length === 0
    ? nothing
    : html`<ul class="findings" aria-label="What to look at">
        ${findings.map((finding, index) => {
          const { level, setting, message, fix } = finding;
          const first = findings.findIndex((one) => one.setting === setting) === index;
          return html`<li class=${level} id=${first ? `finding-${setting}` : nothing}>
            ${icon(level === 'error' ? 'error' : 'warn')}<span
              ><strong>${level === 'error' ? 'Error' : 'Careful'}, <code>${setting}</code>:</strong> ${message}</span
            >
            ${fix ? actionButton({ label: fix.label, kind: 'small', onClick: () => onFix(finding) }) : nothing}
          </li>`;
        })}
      </ul>`;
