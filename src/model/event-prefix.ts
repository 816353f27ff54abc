// Which names a webhook hears, as a person tries them out (spec/cloud-api.md §5.3).

export interface PrefixTrial {
  name: string;
  heard: boolean;
  /** A whole sentence. */
  why: string;
}

/** Names that show what "begins with" means for this event: itself, longer, another case, shorter. */
export const trialNames = (event: string): string[] => {
  const flipped = event === event.toLowerCase() ? event.toUpperCase() : event.toLowerCase();
  return [...new Set([event, `${event}/extra`, flipped, event.slice(0, -1)])].filter((name) => name !== '');
};

/** `fromHook`: the event was made by a webhook, which never triggers one. */
export function tryPrefix(event: string, name: string, fromHook = false): PrefixTrial {
  if (fromHook) return { name, heard: false, why: 'A webhook made it, and such events trigger nothing.' };
  if (event === '') return { name, heard: false, why: 'Without an event nothing is heard.' };
  if (name === event) return { name, heard: true, why: 'The same name.' };
  if (name.startsWith(event)) return { name, heard: true, why: 'It begins with the event.' };
  if (name.toLowerCase().startsWith(event.toLowerCase())) return { name, heard: false, why: 'Upper and lower case differ.' };
  return { name, heard: false, why: 'It does not begin with the event.' };
}
