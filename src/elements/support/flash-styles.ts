// Looks of <pocket-flash>: stages in a row, the transfer, the proof.
import { css } from 'lit';
import { stagesStyles } from './stages-styles.ts';

export const flashStyles = [
  stagesStyles,
  css`
    .what {
      display: grid;
      gap: 1rem;
    }
    .file-facts {
      margin-block-start: 0.75rem;
    }
    .facts code {
      overflow-wrap: anywhere;
    }
    .flashing {
      margin-block-start: 1rem;
    }
    .flashing .stages {
      padding-block-end: 0.25rem;
    }
    /* As high while bytes run as before and after: what stands below stays where it is. */
    .transfer {
      display: grid;
      align-content: start;
      gap: 0.25rem;
      min-block-size: 3rem;
      padding-block: 0.25rem 0.75rem;
      font: var(--pocket-text-small);
    }
    .transfer progress {
      inline-size: 100%;
    }
    .proof {
      padding: 0.5rem 1.25rem 1rem;
    }
    @container (max-width: 38rem) {
      .flashing .stages li {
        flex-direction: column;
        gap: 0.25rem;
        text-align: center;
        font-size: 0.8125rem;
      }
      .flashing .stages li > :last-child {
        max-inline-size: 100%;
        overflow-wrap: anywhere;
      }
    }
  `,
];
