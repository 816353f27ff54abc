// What differs between the two rule sets, in words a person chooses by (spec/cloud-api.md §5.6, §5.7, §10).
import type { CloudSettings } from './cloud-state.ts';
import { HOOK_RULES, type HookRules } from './limits.ts';

export type RuleDifference = { topic: string } & Record<CloudSettings['rules'], string>;

/** From the numbers that are in force, so that the table cannot promise something else. */
const described: readonly { topic: string; say: (rules: HookRules) => string }[] = [
  {
    topic: 'Requests to one server',
    say: ({ requests_per_host }) => (requests_per_host === null ? 'no fixed limit' : `${requests_per_host} a minute, then they queue`),
  },
  {
    topic: 'Webhooks one device triggers',
    say: ({ triggers_per_device }) => (triggers_per_device === null ? 'no fixed limit' : `${triggers_per_device} a minute`),
  },
  { topic: 'Webhooks of one account', say: ({ hooks_per_user }) => (hooks_per_user === null ? 'no fixed limit' : `${hooks_per_user}`) },
  {
    topic: 'A server that keeps failing',
    say: ({ errors_until_disabled, sleep, retries }) =>
      errors_until_disabled === null
        ? `sleeps ${(sleep ?? 0) / 1000} s, then ${retries.map((ms) => `${ms / 1000} s`).join(' and ')} later another attempt`
        : `the webhook is disabled after ${errors_until_disabled} errors in a row`,
  },
  { topic: 'A POST without settings for its body', say: ({ default_encoding }) => (default_encoding === 'json' ? 'JSON' : 'a form') },
  { topic: 'An error arrives as', say: ({ error_prefix }) => `\`${error_prefix}/…\`` },
  {
    topic: 'hook-sent comes',
    say: ({ sent_when, sent_data }) =>
      sent_when === 'taken' ? `when the server took the request, with the data \`${sent_data}\`` : 'after a good answer, without data',
  },
  { topic: 'Pieces of a long answer', say: ({ chunk_interval }) => (chunk_interval === 0 ? 'all at once' : `${chunk_interval} ms apart`) },
];

/** Statuses that are no rules of webhooks. */
const statuses: readonly RuleDifference[] = [
  { topic: 'A device that is unknown', '2016': '403', current: '404' },
  { topic: 'A function of a device that is offline', '2016': '400', current: '408' },
  { topic: 'Sources that do not compile', '2016': '200 with `ok: false`', current: '406' },
];

export const RULE_DIFFERENCES: readonly RuleDifference[] = [
  ...described.map(({ topic, say }) => ({ topic, '2016': say(HOOK_RULES['2016']), current: say(HOOK_RULES.current) })),
  ...statuses,
];
