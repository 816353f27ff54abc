// What the compiler is doing, under the code: how much of it came, that it warms up, that it cannot be had.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceCompiler } from '../../device/compiler/compile-job.ts';
import { actionButton } from './action-button.ts';

const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** Nothing while it works as it should. */
export const compilerLine = (
  compiler: SourceCompiler | null,
  problem: string | null,
  again: () => void,
): TemplateResult | typeof nothing => {
  if (problem !== null)
    return html`<p class="notice" role="status">
      <span>${problem} Your edits are kept.</span>
      ${actionButton({ label: 'Try again', icon: 'refresh', kind: 'quiet small', onClick: again })}
    </p>`;
  if (compiler?.state === 'loading' && !compiler.progress) return html`<p class="loading-compiler"><span>Starting the compiler.</span></p>`;
  if (compiler?.state === 'loading') {
    const { loaded = 0, total = 1 } = compiler.progress ?? {};
    return html`<p class="loading-compiler">
      <span>Getting the compiler, once: <span class="num">${mb(loaded)} of ${mb(total)} MB</span></span>
      <progress aria-label="Compiler" max=${total} .value=${loaded}></progress>
    </p>`;
  }
  if (compiler?.state === 'preparing')
    return html`<p class="loading-compiler"><span>Preparing the compiler, once. From then on a check takes a moment.</span></p>`;
  return nothing;
};
