// What the bridge's control adds to a control: commands under their heads, and long paths that stay inside.
import { css } from 'lit';

export const bridgeStyles = css`
  .commands {
    display: grid;
    gap: 0.25rem;
  }
  .commands > .codeview {
    margin-block-end: 0.75rem;
  }
  .snippet-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    min-block-size: 2rem;
  }
  h4 {
    font: 600 0.8125rem / 1.25rem var(--pocket-font-text);
  }
  .table-wrap {
    max-block-size: 22rem;
    overflow: auto;
  }
  .data td code {
    white-space: nowrap;
  }
`;
