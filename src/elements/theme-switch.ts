// System, light or dark: the visitor's choice, kept in this browser.
import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { chooseTheme, readTheme } from './support/page-theme.ts';
import type { PageTheme } from './support/page-theme.ts';

const themes: readonly { theme: PageTheme; label: string }[] = [
  { theme: 'system', label: 'System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

/** Draws into the page itself, as the rest of the top bar. */
export class ThemeSwitch extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  #choose(event: Event): void {
    chooseTheme((event.target as HTMLSelectElement).value as PageTheme);
  }

  override render(): TemplateResult {
    const chosen = readTheme();
    return html`<label class="theme"
      ><span class="visually-hidden">Theme</span
      ><select @change=${(event: Event) => this.#choose(event)}>
        ${themes.map(({ theme, label }) => html`<option value=${theme} ?selected=${theme === chosen}>${label}</option>`)}
      </select></label
    >`;
  }
}

customElements.define('pocket-theme-switch', ThemeSwitch);
