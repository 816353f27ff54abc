// The four stops of the first event, told from what really happened to it.
import type { JourneyAnswer } from '../../client/cloud-answers.ts';

export interface RouteStop {
  who: string;
  /** What happened there; what will happen while it is still to come. */
  what: string;
  state: 'ahead' | 'done' | 'error';
  /** Milliseconds of the cloud's clock since the event, null while it is ahead. */
  after: number | null;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** `200 OK`. */
const statusText = (status: number): string => (reasons[status] ? `${status} ${reasons[status]}` : String(status));

/** `journey` null: nothing was sent yet. */
export const firstEventRoute = (journey: JourneyAnswer | null): RouteStop[] => {
  const event = journey?.events.find(({ origin }) => origin === 'api' || origin === 'device');
  const start = event ? Date.parse(event.published_at) : 0;
  const after = (iso: string | null | undefined): number | null => (iso ? Math.max(0, Date.parse(iso) - start) : null);
  const sent = journey?.events.find(({ hook }) => hook === 'sent');
  // A long answer comes in pieces: the last one ends the journey.
  const answer = journey?.events.findLast(({ hook }) => hook === 'response');
  const failure = journey?.events.find(({ hook }) => hook === 'error' || hook === 'skipped' || hook === 'disabled');
  const delivery = journey?.deliveries[0];
  const request = journey?.requests[0];
  const status = delivery?.response?.status ?? request?.response?.status ?? null;
  const failed = status !== null && status >= 400;
  const skipped = delivery?.state === 'skipped';
  return [
    { who: 'You', what: event ? 'published' : 'publish', state: event ? 'done' : 'ahead', after: event ? 0 : null },
    {
      who: 'Cloud',
      what: skipped ? 'not sent' : 'hook-sent',
      state: sent ? 'done' : failure || skipped ? 'error' : 'ahead',
      after: after(sent?.published_at),
    },
    {
      who: 'Server',
      what: skipped ? 'not asked' : status === null ? (delivery?.error?.split(':')[0] ?? 'answers') : statusText(status),
      state: skipped ? 'ahead' : status === null ? (delivery?.error ? 'error' : 'ahead') : failed ? 'error' : 'done',
      after: skipped ? null : after(delivery?.finished_at ?? request?.received_at),
    },
    {
      who: 'You',
      what: failure ? 'hook-error' : 'hook-response',
      state: answer ? 'done' : failure ? 'error' : 'ahead',
      after: after((answer ?? failure)?.published_at),
    },
  ];
};
