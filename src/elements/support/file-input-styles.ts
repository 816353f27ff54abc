// The native file field in the looks of the other controls.
import { css } from 'lit';

export const fileInputStyles = css`
  input[type='file'] {
    inline-size: 100%;
    min-block-size: var(--pocket-target);
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-ui);
  }
  input[type='file']::file-selector-button {
    min-block-size: var(--pocket-target);
    margin-inline-end: 0.75rem;
    padding: 0.25rem 0.875rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-surface);
    color: var(--pocket-color-text);
    font: var(--pocket-text-ui);
    font-weight: 500;
    cursor: pointer;
  }
  input[type='file']::file-selector-button:hover {
    background: var(--pocket-color-accent-soft);
    border-color: var(--pocket-color-accent);
  }
`;
