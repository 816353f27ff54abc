// What stands in the dock: the event log under the dock's own heading, with the button that closes the sheet.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { PocketElement } from './support/pocket-element.ts';
import './event-log.ts';

/** Draws into the page itself: the popover around it and its label live there. */
export class EventDock extends PocketElement {
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override render(): TemplateResult {
    return html`<pocket-event-log dock announce>
      <h2 slot="title" class="dock-title" id="dock-title">Events</h2>
      <button slot="actions" class="button quiet small dock-close" type="button" popovertarget="dock" popovertargetaction="hide">
        Close
      </button>
    </pocket-event-log>`;
  }
}

customElements.define('pocket-event-dock', EventDock);
