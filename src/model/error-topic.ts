// Why an error comes back under the name of an answer (spec/cloud-api.md §5.6, the rules of 2016).
import type { StoredEvent } from './event.ts';

/** A sentence for whoever reads such an event; null where its name says what it is. */
export const errorTopicWords = ({ hook, name }: Pick<StoredEvent, 'hook' | 'name'>): string | null =>
  hook !== undefined && hook !== 'sent' && hook !== 'response' && /(?:^|\/)hook-response\//.test(name)
    ? 'By the rules of 2016 an error comes back under the name of the answer, unless the webhook names another for errors. The newer rules call it hook-error.'
    : null;
