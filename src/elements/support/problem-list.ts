// Everything clang says about a project, each with the way to its line.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceDiagnostic } from '../../device/compiler/compile-job.ts';
import { icon } from './icon.ts';

/** What follows from the first mistakes is mostly noise. */
const MOST = 50;

export const problemList = (diagnostics: readonly SourceDiagnostic[], jump: (to: SourceDiagnostic) => void): TemplateResult => {
  const left = diagnostics.length - MOST;
  return html`<ul class="problems" aria-label="What clang says">
    ${diagnostics.slice(0, MOST).map(
      (one) =>
        html`<li>
          <button type="button" data-severity=${one.severity} @click=${() => jump(one)}>
            ${icon(one.severity === 'error' ? 'error' : one.severity === 'warning' ? 'warn' : 'info')}
            <span
              ><span class="visually-hidden">${one.severity}: </span>${one.message}
              <span class="where">${one.path ? `${one.path}:${one.line}:${one.column}` : 'the whole project'}</span></span
            >
          </button>
        </li>`,
    )}
    ${left > 0 ? html`<li class="where">and ${left} more</li>` : ''}
  </ul>`;
};
