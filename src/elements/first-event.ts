// The one button: a real event through a real webhook and back, with nothing set up first.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { STARTER } from './support/account.ts';
import { controlHeading } from './support/control-heading.ts';
import { baseStyles } from './support/base-styles.ts';
import { frameStyles } from './support/frame-styles.ts';
import { firstEventRoute } from './support/first-event-route.ts';
import { firstEventStyles } from './support/first-event-styles.ts';
import { headingLevelFor } from './support/heading-level.ts';
import { icon } from './support/icon.ts';
import { journeyIsOver, JourneyWatch } from './support/journey-watch.ts';
import { duration } from './support/moment-text.ts';
import { PocketElement } from './support/pocket-element.ts';
import { publishAndFind } from './support/published-event.ts';
import { siteBase } from './support/site-base.ts';
import type { RouteStop } from './support/first-event-route.ts';
import type { JourneyAnswer } from '../client/cloud-answers.ts';

/** What the starter account's webhook listens to. */
const EVENT = 'FirstEvent';
const HOOK = { event: EVENT, integration_type: 'Webhook', url: 'https://echo.example/first-event', requestType: 'POST' as const };
const TASK = 'first-event';

/** A disabled webhook says nothing. */
const isSilent = ({ deliveries }: JourneyAnswer): boolean =>
  deliveries.every(({ state, error }) => state === 'skipped' && /disabled/.test(error ?? ''));
/** The answer is an event of its own: the journey is over when it is there, or when there is none to come. */
const isBack = (journey: JourneyAnswer): boolean =>
  journeyIsOver(journey) && (isSilent(journey) || journey.events.some(({ hook }) => hook !== undefined && hook !== 'sent'));

export class FirstEvent extends PocketElement {
  static override styles = [baseStyles, frameStyles, firstEventStyles];
  static override properties = { over: { state: true } };
  /** The last one is back, or ended on its way. */
  declare over: boolean;
  readonly #watch = new JourneyWatch(this, isBack);
  #level = 2;

  constructor() {
    super();
    this.over = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#level = headingLevelFor(this);
  }

  async #send(): Promise<void> {
    const { session } = this;
    await session?.run(TASK, async () => {
      this.over = false;
      const data = JSON.stringify({ id: Math.floor(Math.random() * 1_000_000), t: 25 });
      const event = await publishAndFind(session, { name: EVENT, data, product: null, as: await session.starterToken() });
      if (!event) return;
      await this.#watch.follow(session, event.journey);
      this.over = true;
      session.selectJourney(event.journey, event.id);
    });
  }

  /** The learner may have taken the hook away: the button must not be broken for ever. */
  async #mend(): Promise<void> {
    const { session } = this;
    await session?.run('first-event-hook', async () => {
      const token = await session.starterToken();
      await session.cloud.call('POST', '/v1/integrations', { body: HOOK, token });
    });
    if (!session?.problem('first-event-hook')) await this.#send();
  }

  /** `before`: the time of the stop before it. What took no time of its own needs no number. */
  #stop({ who, what, state, after }: RouteStop, before: number | null): TemplateResult {
    return html`<li data-state=${state}>
      <span class="route-mark">${state === 'done' ? icon('check') : state === 'error' ? icon('error') : nothing}</span>
      <span class="route-what"
        >${who}<em>${what}${after === before || !after ? nothing : html` <span class="num">+${duration(after)}</span>`}</em
        ><span class="visually-hidden">${state === 'done' ? ', done' : state === 'error' ? ', failed' : ', not yet'}</span></span
      >
    </li>`;
  }

  #isStarter(): boolean {
    return this.session?.account.username === STARTER.username;
  }

  #next(): TemplateResult {
    const journey = document.querySelector('pocket-journey');
    const heading = journey?.closest('article')?.querySelector('#follow-the-event');
    if (heading) return html`Next: <a href="#follow-the-event">see each stop</a>, or build it yourself below.`;
    return html`Next: <a href="${siteBase()}tutorials/webhook-demo/">build this webhook yourself</a>.`;
  }

  #line(stops: RouteStop[], busy: boolean): { state: string; text: unknown; mend?: boolean } {
    const problem = this.session?.problem(TASK) ?? this.session?.problem('first-event-hook');
    if (problem) return { state: 'bad', text: html`<strong>${problem.text}</strong> ${problem.next}` };
    if (busy) {
      if (this.session?.state === 'opening') return { state: 'busy', text: 'Opening your cloud, then sending…' };
      return { state: 'busy', text: stops[1]?.state === 'done' ? 'On its way: the server has it.' : 'On its way…' };
    }
    if (!this.over)
      return {
        state: 'info',
        text: this.#isStarter()
          ? 'Nothing to set up. Everything happens in this tab.'
          : html`It is sent from the starter account, where the webhook is.`,
      };
    const [delivery] = this.#watch.journey?.deliveries ?? [];
    if (!delivery)
      return {
        state: 'warn',
        mend: true,
        text: html`<strong>No webhook listens to <code>${EVENT}</code> any more.</strong> The event stays in the cloud.`,
      };
    if (delivery.state === 'skipped')
      return {
        state: 'bad',
        text: delivery.error?.startsWith('Too many')
          ? html`<strong>The webhook did not run: it ran too often in this minute.</strong> Your event is in the cloud. Send again in a
              minute.`
          : html`<strong>The webhook did not run: ${delivery.error}.</strong> Your event is in the cloud.`,
      };
    const failed = stops.find(({ state }) => state === 'error');
    if (failed)
      return { state: 'bad', text: html`<strong>The server did not take it: ${failed.what}.</strong> The error came back as an event.` };
    // The same clock as in the journey: one event has one duration.
    const took = stops.at(-1)?.after ?? 0;
    return {
      state: 'done',
      text: html`<strong>There and back in <span class="num">${duration(took)}</span>.</strong> ${this.#next()}`,
    };
  }

  override render(): TemplateResult {
    const { session } = this;
    const busy = session?.busy(TASK) ?? false;
    const stops = firstEventRoute(this.#watch.journey);
    const line = this.#line(stops, busy);
    const marks: Record<string, 'check' | 'error' | 'warn' | 'clock' | 'info'> = {
      done: 'check',
      bad: 'error',
      warn: 'warn',
      busy: 'clock',
    };
    return html`<section class="control hero" aria-labelledby="title" data-state=${line.state}>
      <div class="hero-line">
        <div>
          ${controlHeading(this.#level, 'See it work first')}
          <p class="control-purpose">One click sends <code>${EVENT}</code> through a webhook that is already set up.</p>
        </div>
        <button class="button primary large" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${() => this.#send()}>
          ${icon('send')}Send a test event
        </button>
      </div>
      <ol class="route" aria-label="The way of the test event">
        ${stops.map((stop, at) => this.#stop(stop, stops[at - 1]?.after ?? null))}
      </ol>
      <footer class="control-foot">
        <p class="state" data-state=${line.state} role="status">${icon(marks[line.state] ?? 'info')}<span>${line.text}</span></p>
        ${line.mend ? html`<div class="actions"><button class="button" type="button" @click=${() => this.#mend()}>Put it back</button></div>` : nothing}
      </footer>
    </section>`;
  }
}

customElements.define('pocket-first-event', FirstEvent);
