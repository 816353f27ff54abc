// What an event is to a person who reads the log: who said it, and whether it went wrong.
import type { WireDevice } from '../../client/cloud-answers.ts';
import type { StoredEvent } from '../../model/event.ts';
import type { IconName } from './icon.ts';

export type EventKind = 'device' | 'api' | 'sent' | 'response' | 'error' | 'system';

export const eventKind = (event: StoredEvent): EventKind => {
  if (event.origin !== 'integration') return event.origin;
  if (event.hook === 'sent' || event.hook === 'response') return event.hook;
  return 'error';
};

export const kindIcons: Readonly<Record<EventKind, IconName>> = {
  device: 'board',
  api: 'server',
  sent: 'send',
  response: 'undo',
  error: 'error',
  system: 'dot',
};

/** The word that stands for the icon where nobody sees it. */
export const kindWords: Readonly<Record<EventKind, string>> = {
  device: 'Device event',
  api: 'API event',
  sent: 'Sent to a webhook',
  response: 'Answer of a webhook',
  error: 'Error',
  system: 'System event',
};

/** Who an event is from: the device's name, `API` or `Cloud`. */
export const eventFrom = (event: StoredEvent, devices: readonly WireDevice[] | null): string => {
  if (event.coreid === 'api') return 'API';
  if (event.origin === 'integration') return 'Cloud';
  return (
    devices?.find(({ id }) => id === event.coreid)?.name ??
    (event.origin === 'system' && event.coreid.length !== 24 ? 'Cloud' : event.coreid)
  );
};
