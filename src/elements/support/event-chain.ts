// The marked event above the log: in full, and how much of its journey is in the list.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { errorTopicWords } from '../../model/error-topic.ts';
import { icon } from './icon.ts';
import { lineOf } from './line-pointer.ts';
import { clockTime } from './moment-text.ts';
import { pageLink } from './page-link.ts';
import type { Session } from './session.ts';
import type { StoredEvent } from '../../model/event.ts';

/** An event may carry more than a panel can show. */
const SHOWN = 20_000;

/** JSON in lines, everything else as it is. */
const pretty = (data: string | null): string => {
  const text = (data ?? '').slice(0, SHOWN);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text === '' ? '(no data)' : text;
  }
};

export const eventChain = (session: Session, events: readonly StoredEvent[]): TemplateResult | typeof nothing => {
  if (session.selectedJourney === null) return nothing;
  const journey = events.filter((event) => event.journey === session.selectedJourney);
  const first = journey.at(-1);
  const event = journey.find(({ id }) => id === session.selectedEvent) ?? first;
  const others = journey.length - 1;
  const toLine = lineOf(session, session.selectedJourney);
  const why = event ? errorTopicWords(event) : null;
  return html`<div class="chain">
    <p>
      ${icon('info')}<span
        >${
          first === undefined || first.hook
            ? 'Marked: a journey whose beginning is not in the list.'
            : html`Marked: <code>${first.name}</code> of <span class="num">${clockTime(first.published_at)}</span>${
                  others < 1 ? '.' : html` and the <span class="num">${others}</span> ${others === 1 ? 'event' : 'events'} that followed.`
                }`
        }
        ${first && document.querySelector('pocket-journey') ? pageLink('pocket-journey', 'See its journey') : nothing}</span
      ><button class="link" type="button" @click=${() => session.selectJourney(null)}>Clear</button>
    </p>
    ${toLine ? html`<p>${icon('board')}<button class="link at-start" type="button" @click=${toLine}>Show its line in the device log</button></p>` : nothing}
    ${why ? html`<p class="muted">${why}</p>` : nothing}
    ${
      event
        ? html`<details class="whole">
            <summary>${icon('chev')}<code>${event.name}</code></summary>
            <pre class="codeview" tabindex="0" aria-label="Data of the marked event">${pretty(event.data)}</pre>
            ${event.hook === 'sent' && event.data === 'undefined' ? html`<p class="muted">The cloud has nothing to say here, and says it as the real one does.</p>` : nothing}
          </details>`
        : nothing
    }
  </div>`;
};
