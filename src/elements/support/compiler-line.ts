// What the compiler is doing, under the code: how much of it came, that it warms up, that it cannot be had.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceCompiler } from '../../device/compiler/compile-job.ts';
import { actionButton } from './action-button.ts';

const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

const getting = (what: TemplateResult, onStop: (() => void) | null): TemplateResult =>
  html`<p class="loading-compiler">
    ${what} ${onStop ? actionButton({ label: 'Cancel', kind: 'quiet small', about: 'getting the compiler', onClick: onStop }) : nothing}
  </p>`;

export interface CompilerLine {
  compiler: SourceCompiler | null;
  problem: string | null;
  stopped: boolean;
  /** Bytes that the next check would fetch, where that is known and nothing is checked yet. */
  download: number;
  onAgain(): void;
  /** Null while something else has a way to stop it. */
  onStop: (() => void) | null;
}

/** Nothing while it works as it should. */
export const compilerLine = ({ compiler, problem, stopped, download, onAgain, onStop }: CompilerLine): TemplateResult | typeof nothing => {
  if (stopped)
    return html`<p class="notice" role="status">
      <span>You stopped the compiler. Your edits are kept, unchecked.</span>
      ${actionButton({ label: 'Get the compiler', icon: 'refresh', kind: 'quiet small', onClick: onAgain })}
    </p>`;
  if (problem !== null)
    return html`<p class="notice" role="status">
      <span>${problem} Your edits are kept.</span>
      ${actionButton({ label: 'Try again', icon: 'refresh', kind: 'quiet small', onClick: onAgain })}
    </p>`;
  if (compiler?.state === 'loading' && !compiler.progress) return getting(html`<span>Starting the compiler.</span>`, onStop);
  if (compiler?.state === 'loading') {
    const { loaded = 0, total = 1 } = compiler.progress ?? {};
    return getting(
      html`<span>Getting the compiler, once: <span class="num">${mb(loaded)} of ${mb(total)} MB</span></span>
        <progress aria-label="Compiler" max=${total} .value=${loaded}></progress>`,
      onStop,
    );
  }
  if (compiler?.state === 'preparing')
    return getting(html`<span>Preparing the compiler, once. From then on a check takes a moment.</span>`, onStop);
  if (download > 0 && (compiler?.state ?? 'idle') === 'idle')
    return html`<p class="loading-compiler">
      <span>Your first change gets the compiler, once: <span class="num">${mb(download)} MB</span>.</span>
    </p>`;
  return nothing;
};
