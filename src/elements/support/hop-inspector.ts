// Shows what one stop of a journey carried: what, when, headers, body, raw.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { toCurl } from '../../model/curl-command.ts';
import type { Hop } from '../../model/journey.ts';
import { meaningOf } from '../../model/journey-words.ts';
import { actionButton } from './action-button.ts';
import type { CopyController } from './copy-controller.ts';
import { factRows, type Fact } from './fact-list.ts';
import { cutText, prettyBody, requestHead, requestText, responseHead, responseText } from './http-text.ts';
import { icon } from './icon.ts';
import { dateAndTime, duration } from './moment-text.ts';

/** The HTTP message of a stop, cut into what an inspector shows. */
interface Carried {
  facts: [string, unknown][];
  /** Request line or status line, and headers; null for an event. */
  head: string | null;
  body: string;
  raw: string;
}

const carriedBy = (hop: Hop): Carried => {
  const { delivery, event, rest } = hop;
  const asked = hop.request ?? delivery?.request ?? null;
  const facts: [string, unknown][] = [];
  if (delivery && delivery.attempt > 1) facts.push(['Attempt', `${delivery.attempt}`]);
  if ((hop.kind === 'sent' || hop.kind === 'received' || hop.kind === 'data') && asked) {
    facts.unshift(['To', html`<code>${asked.url}</code>`]);
    if (hop.kind === 'sent' && event) facts.push(['Logged as', html`<code>${event.name}</code>, ${dateAndTime(event.published_at)}`]);
    return { facts, head: hop.kind === 'data' ? null : requestHead(asked), body: asked.body ?? '', raw: requestText(asked) };
  }
  if (hop.kind === 'response' && delivery?.response) {
    facts.unshift(['Status', `${delivery.response.status}`]);
    if (delivery.started_at && delivery.finished_at)
      facts.push(['Took', duration(Date.parse(delivery.finished_at) - Date.parse(delivery.started_at))]);
    if (delivery.response.truncated) facts.push(['Kept', 'the beginning; the rest was cut']);
    return { facts, head: responseHead(delivery.response), body: delivery.response.body, raw: responseText(delivery.response) };
  }
  if (hop.kind === 'no-answer') return { facts, head: null, body: delivery?.error ?? '', raw: delivery?.error ?? '' };
  if (event) {
    const pieces = [event, ...(rest ?? [])];
    const body = pieces.map(({ data }) => data ?? '').join('');
    facts.unshift(['Name', html`<code>${event.name}</code>`], ['From', html`<code>${event.coreid}</code>`]);
    return {
      facts,
      head: null,
      body,
      raw: pieces
        .map((one) => JSON.stringify({ name: one.name, data: one.data, ttl: one.ttl, published_at: one.published_at, coreid: one.coreid }))
        .join('\n'),
    };
  }
  return { facts, head: null, body: hop.payload, raw: hop.payload };
};

export interface InspectorParts {
  hop: Hop;
  number: number;
  level: number;
  raw: boolean;
  copy: CopyController;
  onRaw: (raw: boolean) => void;
  onLog: (() => void) | null;
  onCode: (() => void) | null;
}

const title = (level: number, number: number, text: string): TemplateResult => {
  const content = html`<span class="step num">${number}</span> ${text}`;
  return level <= 4
    ? html`<h4 id="stop-title">${content}</h4>`
    : level === 5
      ? html`<h5 id="stop-title">${content}</h5>`
      : html`<h6 id="stop-title">${content}</h6>`;
};

export const hopInspector = ({ hop, number, level, raw, copy, onRaw, onLog, onCode }: InspectorParts): TemplateResult => {
  const { facts, head, body, raw: rawText } = carriedBy(hop);
  const asked =
    hop.kind === 'sent' || hop.kind === 'received' || hop.kind === 'data' ? (hop.request ?? hop.delivery?.request ?? null) : null;
  return html`<div class="inspector" role="region" aria-labelledby="stop-title">
    ${title(level, number, hop.title.charAt(0).toUpperCase() + hop.title.slice(1))}
    <p>${meaningOf(hop)}</p>
    <dl class="when">
      ${factRows([
        ['When', html`<span class="num">${dateAndTime(hop.at)}, ${duration(hop.after_ms)} after the event</span>`],
        ...facts.map(([term, value]): Fact => [term, html`<span translate="no">${value}</span>`]),
      ])}
    </dl>
    ${
      raw
        ? html`<pre class="codeview" tabindex="0" role="region" aria-label="Raw"><code>${cutText(rawText) || '(empty)'}</code></pre>`
        : html`${head ? html`<pre class="codeview" tabindex="0" role="region" aria-label="Headers"><code>${head}</code></pre>` : nothing}
            <pre class="codeview" tabindex="0" role="region" aria-label="Body"><code>${prettyBody(body) || '(empty)'}</code></pre>`
    }
    <div class="actions">
      ${actionButton({ label: 'Raw', kind: 'quiet small', pressed: raw, onClick: () => onRaw(!raw) })}
      ${asked ? copy.button('curl', 'Copy as curl', () => toCurl(asked)) : copy.button('body', 'Copy', () => rawText)}
      ${onLog ? actionButton({ label: 'Show in event log', kind: 'quiet small', onClick: onLog }) : nothing}
      ${onCode ? html`<button type="button" class="button quiet small" @click=${onCode}>${icon('file')}Show the firmware line</button>` : nothing}
    </div>
  </div>`;
};
