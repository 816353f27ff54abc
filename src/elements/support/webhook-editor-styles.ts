// Look of the webhook editor: form beside JSON, findings, presets.
import { css } from 'lit';

export const webhookEditorStyles = css`
  .stack {
    display: grid;
    gap: 0.75rem;
    align-content: start;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }
  .pair .field {
    flex: 1 1 9rem;
  }
  .pair .wide {
    flex: 2 1 14rem;
  }
  .why-not {
    display: flex;
    gap: 0.5rem;
    max-inline-size: 44rem;
  }
  .why-not svg {
    flex: none;
    margin-block-start: 0.25rem;
    color: var(--pocket-color-warn);
  }
  .half .codefield {
    min-block-size: 4.5rem;
  }
  #json-text {
    min-block-size: 24rem;
  }
  #json-why {
    min-block-size: 1.5rem;
    margin-block-start: 0.25rem;
  }
  .gallery {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
    padding-block: 0.5rem;
  }
  .gallery button {
    display: grid;
    gap: 0.125rem;
    inline-size: 100%;
    block-size: 100%;
    align-content: start;
    padding: 0.75rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-surface);
    color: inherit;
    font: var(--pocket-text-small);
    text-align: start;
    cursor: pointer;
  }
  .gallery button:hover {
    border-color: var(--pocket-color-accent);
    background: var(--pocket-color-accent-soft);
  }
  .findings {
    display: grid;
    gap: 0.5rem;
  }
  .findings li {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.5rem;
    padding: 0.5rem 0.75rem;
    border-inline-start: 3px solid var(--pocket-color-warn);
    background: var(--pocket-color-warn-soft);
  }
  .findings li.error {
    border-color: var(--pocket-color-bad);
    background: var(--pocket-color-bad-soft);
  }
  .findings li > span {
    flex: 1 1 16rem;
  }
  .findings .icon {
    margin-block-start: 0.25rem;
    color: var(--pocket-color-warn);
  }
  .findings .error > .icon {
    color: var(--pocket-color-bad);
  }
  .trials {
    display: grid;
    gap: 0.25rem;
    padding-block: 0.5rem;
  }
  .trials li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  .trials .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .trials [data-heard='true'] .icon {
    color: var(--pocket-color-good);
  }
  .trials [data-heard='false'] .icon {
    color: var(--pocket-color-bad);
  }
`;
