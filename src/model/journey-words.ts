// The stops of a journey as sentences: the equal text form of the diagram.
import { errorTopicWords } from './error-topic.ts';
import { flattenJson } from './flatten-json.ts';
import { oneLine } from './journey.ts';
import type { Hop } from './journey.ts';

/** A sentence in pieces; `code` is a name or a value that a machine reads. */
export type Words = readonly (string | { code: string })[];

const code = (text: string | null | undefined): { code: string } => ({ code: text || '""' });

const hostOf = (url: string | undefined): string => /^[a-z]+:\/\/([^/?#:]*)/i.exec(url ?? '')?.[1] ?? 'the server';

const readable = (body: string): (string | { code: string })[] => {
  try {
    const cells = [...flattenJson(JSON.parse(body))].slice(0, 4);
    return cells.flatMap(([key, value], index) => [index > 0 ? ', ' : '', code(key), ` ${oneLine(String(value)) || '""'}`]);
  } catch {
    return [code(oneLine(body))];
  }
};

/** `who` names the device that published, or null for the API. */
export function wordsOf(hop: Hop, who: string | null): Words {
  const { event, delivery, request, rest } = hop;
  switch (hop.kind) {
    case 'event': {
      const data = event?.data ? [' with ', ...readable(event.data)] : [' without data'];
      return [
        who ?? (event?.origin === 'system' ? 'The cloud' : 'Somebody'),
        ' published ',
        code(event?.name),
        ...(who || event?.origin === 'system' ? [] : [' through the API']),
        ...data,
        '.',
      ];
    }
    case 'sent':
      return event
        ? ['The cloud matched your webhook, made the request, and logged ', code(event.name), ' when the server took it.']
        : ['The cloud matched your webhook and made the request to ', code(hostOf(delivery?.request?.url)), '.'];
    case 'received':
      return hop.look === 'error'
        ? ['The server ', code(request?.host), ' received the request and refused its token.']
        : [
            'The server ',
            code(request?.host),
            ' received the request',
            hop.payload === 'token accepted' ? ' and accepted its token.' : '.',
          ];
    case 'data':
      return ['The server read the body: ', ...readable(request?.body ?? ''), '.'];
    case 'response':
      return [
        'The server answered ',
        `${delivery?.response?.status ?? ''}`,
        ...(delivery?.response?.body ? [' with ', code(oneLine(delivery.response.body))] : [' without a body']),
        '.',
      ];
    case 'no-answer':
      if (delivery?.state === 'skipped') return ['The cloud did not make the request: ', code(oneLine(delivery.error)), '.'];
      return delivery?.state === 'interrupted'
        ? ['The cloud was interrupted before the answer came, and tries again with the same key.']
        : ['No answer came from ', code(hostOf(delivery?.request?.url)), ': ', code(oneLine(delivery?.error ?? '')), '.'];
    case 'hook-response':
      return [
        rest ? `The cloud published the last ${rest.length + 1} pieces of the answer, from ` : 'The cloud published the answer as ',
        code(event?.name),
        who ? ', which the device can subscribe to.' : ', which no board listens to: the event came from the API.',
      ];
    case 'hook-error':
      return [
        'The cloud published ',
        code(oneLine(event?.data ?? '')),
        ' as ',
        code(event?.name),
        event && errorTopicWords(event) ? ': by the rules of 2016 under the name of the answer.' : '.',
      ];
  }
}

/** What one stop means, for the inspector. */
export function meaningOf(hop: Hop): string {
  switch (hop.kind) {
    case 'event':
      return hop.path === 'cloud'
        ? 'An event is a name and a short text. This one came through the API, so no board takes part.'
        : 'An event is a name and a short text. The device sent it; everything below follows from it.';
    case 'sent':
      return 'The name began with the name in your webhook, so the cloud filled in its templates and sent this request.';
    case 'received':
      return hop.look === 'error'
        ? 'The server checks the Authorization header before it reads anything else. This token was wrong, so the journey turns here.'
        : 'The server checks the Authorization header before it reads anything else. A wrong token would end the journey here with a 401.';
    case 'data':
      return 'The body is JSON, so the server can read it field by field. This becomes a row in the table of server data.';
    case 'response':
      return hop.look === 'error'
        ? 'The server answered, and its status says no. The cloud counts this as an error of the webhook.'
        : 'The server answered. The cloud cuts the body into pieces of 512 bytes and publishes them.';
    case 'no-answer':
      if (hop.delivery?.state === 'skipped')
        return 'The webhook matched, but it is disabled, so no server was asked. Enable it and publish the event again.';
      return hop.delivery?.state === 'interrupted'
        ? 'The attempt was cut off, which is nobody’s failure. The next attempt carries the same key, so the server can tell it from a second event.'
        : 'The request left, and nothing came back. The cloud counts this as an error of the webhook.';
    case 'hook-response':
      return 'The answer is an event like any other: whoever subscribes to its name hears it.';
    case 'hook-error':
      return `A failure is an event too, so that devices and people can hear of it. ${(hop.event && errorTopicWords(hop.event)) ?? ''}`.trim();
  }
}
