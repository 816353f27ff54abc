// A button that says why it cannot act instead of disappearing from the keyboard.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';

export interface ActionButton {
  label: unknown;
  icon?: IconName;
  /** Classes of `.button`: `primary`, `quiet`, `danger`, `small`, `large`. */
  kind?: string;
  /** Id of the text that says why not, when it cannot act now. */
  blockedBy?: string | null;
  busy?: boolean;
  /** Adds to the label for screen readers, where several buttons read alike. */
  about?: string;
  pressed?: boolean;
  onClick: () => void;
}

/** Stays focusable while it cannot act (`aria-disabled`), so that its reason can be read. */
export const actionButton = ({
  label,
  icon: name,
  kind = '',
  blockedBy = null,
  busy = false,
  about,
  pressed,
  onClick,
}: ActionButton): TemplateResult => {
  const still = busy || blockedBy !== null;
  return html`<button
    type="button"
    class="button ${kind}"
    aria-disabled=${still ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
    aria-describedby=${blockedBy ?? nothing}
    aria-pressed=${pressed === undefined ? nothing : pressed}
    @click=${() => {
      if (!still) onClick();
    }}
  >
    ${name ? icon(name) : nothing}${label}${about ? html`<span class="visually-hidden"> ${about}</span>` : nothing}
  </button>`;
};
