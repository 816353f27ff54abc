// Clauses about what became of an event, and about what a server keeps or the cloud answers.
import type { Clause, ValueTest } from './check.ts';
import { eventMatches, no, shown, told, unknown, yes, type Fact } from './check-fact.ts';
import type { CloudFacts, KnownEvent } from './cloud-facts.ts';

/** The newest event that somebody sent under this name, and what webhooks made of it. */
function lastJourney(name: string, events: readonly KnownEvent[]): { event: KnownEvent; caused: KnownEvent[] } | null {
  const event = events.find((one) => one.origin !== 'integration' && eventMatches(name, one.name));
  if (!event) return null;
  return { event, caused: events.filter(({ journey, hook }) => journey !== undefined && journey === event.journey && hook !== undefined) };
}

export function reply({ to, within, containing }: Extract<Clause, { kind: 'reply' }>, { events }: CloudFacts): Fact {
  if (events === null) return unknown;
  const last = lastJourney(to, events);
  if (!last) return no(`No \`${to}\` has been sent yet.`);
  const answers = last.caused.filter(({ hook }) => hook === 'response').toReversed();
  const [first] = answers;
  if (!first) {
    const failed = last.caused.find(({ hook }) => hook !== 'sent');
    if (failed) return no(`The last \`${to}\` failed: \`${shown(failed.data)}\`.`);
    return no(last.caused.length > 0 ? `The last \`${to}\` was sent on and has no answer yet.` : `The last \`${to}\` reached no webhook.`);
  }
  const seconds = (Date.parse(first.published_at ?? '') - Date.parse(last.event.published_at ?? '')) / 1000;
  if (within !== null && seconds > within) return no(`The answer came after ${seconds.toFixed(1)} s.`);
  // A long answer comes in pieces.
  const text = answers.map(({ data }) => data ?? '').join('');
  return containing === null || text.includes(containing) ? yes('The answer came.') : no(`The answer was ${told(text, containing)}.`);
}

export function error({ of, containing }: Extract<Clause, { kind: 'error' }>, { events }: CloudFacts): Fact {
  if (events === null) return unknown;
  const last = lastJourney(of, events);
  if (!last) return no(`No \`${of}\` has been sent yet.`);
  const failed = last.caused.filter(({ hook }) => hook !== 'sent' && hook !== 'response');
  if (failed.length === 0)
    return no(
      last.caused.some(({ hook }) => hook === 'response') ? `The last \`${of}\` was answered.` : `The last \`${of}\` has not failed.`,
    );
  if (containing === null || failed.some(({ data }) => (data ?? '').includes(containing))) return yes('It failed.');
  return no(`It failed with \`${shown(failed[0]!.data)}\`.`);
}

export function valueHolds(whole: unknown, { at, how, value }: ValueTest, subject: string): Fact {
  if (whole === undefined || whole === null) return unknown;
  const part = at === null ? whole : at.split('.').reduce<unknown>(step, whole);
  if (how === 'has') {
    const have = Array.isArray(part) ? part.length : typeof part === 'number' ? part : 0;
    return { ok: have >= Number(value), found: `${subject} ${have}.` };
  }
  const text = typeof part === 'string' ? part : (JSON.stringify(part) ?? '');
  if (how === 'is') return { ok: text === value, found: `${subject} \`${shown(text)}\`.` };
  const inside = text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1));
  const ok = inside === (how === 'contains');
  return {
    ok,
    found: `${subject} ${inside ? `\`${value}\`` : told(text, value)}.`,
  };
}

const step = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
