// <pocket-thingspeak-channel>: values on their way into a ThingSpeak channel, and the chart they become.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { virtualNow } from '../model/virtual-time.ts';
import type { Integration } from '../model/integration.ts';
import './channel-chart.ts';
import { actionButton } from './support/action-button.ts';
import { ClockTicker } from './support/clock-ticker.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { countdown } from './support/countdown.ts';
import { everyHook } from './support/every-hook.ts';
import type { Session } from './support/session.ts';

const HOST = 'api.thingspeak.com';
/** A channel takes one value in this time, ms (thingspeak.com, free account). */
const INTERVAL = 15_000;
const TASK = 'thingspeak-channel';

interface Channel {
  name: string;
  write_key: string;
  /** Ms on the cloud's clock, 0 before the first value. */
  last_update: number;
  last_entry_id: number;
}

export class ThingspeakChannel extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem;
      }
      form .field {
        inline-size: 9rem;
      }
      pocket-channel-chart {
        margin-block-start: 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { value: { state: true } };
  declare protected value: string;
  protected readonly controlTitle = 'A ThingSpeak channel';

  constructor() {
    super();
    this.value = '21';
    new ClockTicker(this, () => (this.session?.info?.time.rate ?? 0) > 0);
  }

  #create(session: Session, example: Record<string, unknown>): void {
    void session.run(TASK, async () => {
      await session.cloud.createIntegration(
        { name: 'ThingSpeak', ...example } as Parameters<typeof session.cloud.createIntegration>[0],
        null,
      );
      await session.view.fresh('integrations/');
    });
  }

  #publish(session: Session, hook: Integration): void {
    void session.run(TASK, () => session.cloud.publish({ name: hook.event, data: this.value }, hook.product_id ?? null));
  }

  protected draw(session: Session): TemplateResult {
    const data = session.view.serverData<{ channels: Channel[] }>(HOST);
    const { servers } = session.view;
    const hooks = everyHook(session);
    if (data === null || servers === null || hooks === null)
      return this.pending(session, 'Reading the channel…', `serverData/${HOST}`, 'servers', 'products', 'integrations/');
    const example = servers.find(({ host }) => host === HOST)?.example;
    const hook = hooks.find(({ hook: { url, disabled } }) => !disabled && URL.canParse(url) && new URL(url).host === HOST)?.hook ?? null;
    const channel = data.channels[0];
    const now = session.info ? virtualNow(session.info.time, Date.now()) : 0;
    const wait = channel?.last_update ? Math.max(0, channel.last_update + INTERVAL - now) : 0;
    return this.frame({
      state: hook ? 'ready' : 'empty',
      purpose: channel
        ? html`It takes one value every 15 seconds from whoever knows its key, <code>${channel.write_key}</code>.`
        : undefined,
      body: html`<div class="control-body">
        ${
          hook
            ? html`<form
                @submit=${(event: Event) => {
                  event.preventDefault();
                  if (!session.busy(TASK)) this.#publish(session, hook);
                }}
              >
                <p class="field">
                  <label for="value">Value of <code>${hook.event}</code></label
                  ><input
                    id="value"
                    type="number"
                    step="any"
                    required
                    .value=${this.value}
                    @input=${(event: Event) => (this.value = (event.target as HTMLInputElement).value)}
                  />
                </p>
                <button class="button" aria-busy=${session.busy(TASK) ? 'true' : nothing}>Publish</button>
                ${wait > 0 ? actionButton({ label: 'Let 15 s pass', kind: 'quiet', icon: 'skip', onClick: () => void session.run('clock', () => session.cloud.advance({ ms: INTERVAL })) }) : nothing}
              </form>`
            : nothing
        }
        <pocket-channel-chart .data=${data}></pocket-channel-chart>
        ${problemLine(session.problem(TASK))}
      </div>`,
      line: this.#line(hook, channel, wait),
      actions:
        !hook && example
          ? actionButton({
              label: 'Create its webhook',
              icon: 'plus',
              busy: session.busy(TASK),
              onClick: () => this.#create(session, { ...example }),
            })
          : undefined,
    });
  }

  #line(hook: Integration | null, channel: Channel | undefined, wait: number): StateLine {
    if (!hook) return { tone: 'info', text: html`<strong>No webhook sends to it.</strong> Create one: a form with the key and the value.` };
    if (wait > 0)
      return {
        tone: 'busy',
        text: html`<strong>Entry ${channel?.last_entry_id} is in.</strong> The next value is taken in
          <span class="num">${countdown(wait)}</span>; one that comes sooner is answered with <code>0</code>.`,
        live: false,
      };
    return { tone: 'done', text: html`<strong>The channel takes a value now.</strong> Publish one, here or from your device.` };
  }
}

customElements.define('pocket-thingspeak-channel', ThingspeakChannel);
