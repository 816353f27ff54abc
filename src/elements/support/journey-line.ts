// What a journey came to, as the state line under its diagram.
import { html } from 'lit';
import type { JourneyAnswer } from '../../client/cloud-answers.ts';
import type { Hop } from '../../model/journey.ts';
import type { StateLine } from './control-frame.ts';
import { duration } from './moment-text.ts';

export interface JourneyLine {
  journey: JourneyAnswer;
  hops: readonly Hop[];
  state: 'waiting' | 'done' | 'error';
  /** It is, or was, drawn again from the record. */
  replayed: boolean;
}

export const journeyLine = ({ journey: { deliveries, events }, hops, state, replayed }: JourneyLine): StateLine => {
  if (replayed) return { tone: 'info', text: html`<strong>Drawn again from the record.</strong> Nothing is sent.` };
  const [first] = hops;
  const last = hops.at(-1);
  const name = first?.event?.name ?? '';
  if (state === 'waiting')
    return {
      tone: 'busy',
      text: html`<strong>${hops.length} ${hops.length === 1 ? 'stop' : 'stops'} so far.</strong> The webhook is still at work.`,
    };
  if (deliveries.length === 0 && events.length === 1)
    return {
      tone: 'info',
      text: html`<strong>No webhook listened for <code>${name}</code>.</strong> A webhook hears names that begin with its own, in the same
        upper and lower case.`,
    };
  if (state === 'error') {
    const told = hops.findLast(({ kind }) => kind === 'hook-error' || kind === 'no-answer') ?? last;
    return {
      tone: 'bad',
      text: html`<strong>It ended with an error: <code>${told?.payload}</code>.</strong> Choose the stop to see why.`,
    };
  }
  const took = duration(last?.after_ms ?? 0);
  return first?.path === 'cloud'
    ? {
        tone: 'done',
        text: html`<strong>There and back in ${took}.</strong> The event came from the API, so its answer reaches no board.`,
      }
    : {
        tone: 'done',
        text: html`<strong>There and back in ${took}, ${hops.length} stops.</strong> Choose a stop to read what it carried.`,
      };
};
