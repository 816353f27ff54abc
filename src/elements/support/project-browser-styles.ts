// Looks of the project browser: tree beside code where there is room, a row of files above it where there is not.
import { css } from 'lit';
import { stagesStyles } from './stages-styles.ts';

export const projectBrowserStyles = [
  stagesStyles,
  css`
    .project {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      margin-block-start: 0.75rem;
      border-block-start: 1px solid var(--pocket-color-line);
    }
    .tree {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem;
      padding: 0.5rem 0.75rem;
      border-block-end: 1px solid var(--pocket-color-line);
    }
    .tree ul,
    .tree .group {
      display: contents;
    }
    .tree .folder {
      display: inline-flex;
      align-items: center;
      min-block-size: 2rem;
      padding-inline: 0.75rem 0.25rem;
      color: var(--pocket-color-text-muted);
      font: var(--pocket-text-small);
    }
    .tree button {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      min-block-size: 2rem;
      padding: 0.125rem 0.75rem;
      border: 0;
      border-radius: var(--pocket-radius-small);
      background: none;
      color: var(--pocket-color-text-muted);
      font: var(--pocket-text-small);
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .tree button:hover {
      background: var(--pocket-color-sunk);
      color: var(--pocket-color-text);
    }
    .tree button[aria-current] {
      background: var(--pocket-color-accent-soft);
      color: var(--pocket-color-text);
      font-weight: 600;
    }
    .tree .of {
      flex: none;
      overflow-wrap: normal;
      color: var(--pocket-color-accent);
      font-weight: 600;
    }
    .tree .of.bad {
      color: var(--pocket-color-bad);
    }
    @container (min-width: 44rem) {
      .project.deep {
        grid-template-columns: minmax(10rem, 13rem) minmax(0, 1fr);
      }
      .deep .tree {
        display: block;
        border-block-end: 0;
        border-inline-end: 1px solid var(--pocket-color-line);
      }
      .deep .tree ul {
        display: grid;
        gap: 0.125rem;
      }
      .deep .tree ul + ul {
        margin-block-start: 0.75rem;
      }
      .deep .tree .group {
        display: block;
      }
      .deep .tree .project-name {
        color: var(--pocket-color-text);
        font-weight: 600;
      }
      .deep .tree ul ul {
        padding-inline-start: 0.5rem;
      }
      .deep .tree button {
        padding-inline: 0.5rem;
        inline-size: 100%;
      }
    }
    .text {
      position: relative;
      min-inline-size: 0;
    }
    .code,
    .editor .cm-editor {
      max-block-size: var(--pocket-code-height, 25rem);
    }
    .code {
      overflow: auto;
      overscroll-behavior-inline: contain;
    }
    .editor .cm-editor {
      min-block-size: min(12rem, var(--pocket-code-height, 25rem));
    }
    .ln[data-selected] {
      background: var(--pocket-color-accent-soft);
      box-shadow: inset 3px 0 var(--pocket-color-accent);
    }
    .c-meta {
      color: var(--pocket-color-code-keyword);
      font-weight: 600;
    }
    .tools {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem;
      padding: 0.375rem 0.75rem;
      border-block-start: 1px solid var(--pocket-color-line);
    }
    .tools .hint {
      flex: 1 1 14rem;
      min-block-size: 1.25rem;
      padding-inline: 0.5rem;
      color: var(--pocket-color-text-muted);
      font: var(--pocket-text-small);
    }
    .tools #leave {
      flex-basis: 100%;
      order: 9;
      padding-block-end: 0.25rem;
    }
    kbd {
      font-family: var(--pocket-font-code);
      padding: 0 0.25rem;
      border: 1px solid var(--pocket-color-line-control);
      border-radius: 4px;
      font-size: 0.75rem;
    }
    .name-form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.5rem;
      padding: 0.75rem 1.25rem;
      border-block-start: 1px solid var(--pocket-color-line);
    }
    .name-form .field {
      flex: 1 1 14rem;
    }
    .name-form input {
      font-family: var(--pocket-font-code);
    }
    .notice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
      padding: 0.5rem 1.25rem;
      border-block-start: 1px solid var(--pocket-color-line);
      color: var(--pocket-color-text-muted);
      font: var(--pocket-text-small);
    }
    .notice > span {
      flex: 1 1 14rem;
    }
    .problems {
      max-block-size: 12rem;
      overflow: auto;
      border-block-start: 1px solid var(--pocket-color-line);
      padding: 0.375rem 0.75rem;
      font: var(--pocket-text-small);
    }
    .problems button {
      display: flex;
      gap: 0.5rem;
      inline-size: 100%;
      min-block-size: 1.75rem;
      padding: 0.25rem 0.5rem;
      border: 0;
      border-radius: var(--pocket-radius-small);
      background: none;
      color: var(--pocket-color-text);
      font: inherit;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .problems button:hover {
      background: var(--pocket-color-sunk);
    }
    .problems .icon {
      margin-block-start: 0.125rem;
      color: var(--pocket-color-warn);
    }
    .problems [data-severity='error'] .icon {
      color: var(--pocket-color-bad);
    }
    .problems .where {
      color: var(--pocket-color-text-muted);
    }
    .loading-compiler {
      display: grid;
      grid-template-columns: 1fr auto;
      align-items: center;
      gap: 0.375rem 0.75rem;
      padding: 0.625rem 1.25rem;
      border-block-start: 1px solid var(--pocket-color-line);
      color: var(--pocket-color-text-muted);
      font: var(--pocket-text-small);
    }
    .loading-compiler progress {
      grid-column: 1;
      grid-row: 2;
    }
    .loading-compiler .button {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
    @container (max-width: 34rem) {
      .stages {
        grid-auto-flow: row;
        grid-template-columns: 1fr 1fr;
      }
    }
    @media (forced-colors: active) {
      .tree button[aria-current],
      .ln[data-selected] {
        outline: 1px solid;
        outline-offset: -1px;
      }
    }
  `,
];
