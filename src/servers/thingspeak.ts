// api.thingspeak.com: channels that take a value every 15 seconds and give them back to draw (mathworks.com/help/thingspeak, REST API).
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';
import { readFields } from './support/read-fields.ts';

/** A free account's channel takes one update in this time, ms. */
const UPDATE_INTERVAL = 15_000;
const MAX_ENTRIES = 1000;
const MAX_CHANNELS = 20;
const FIELDS = ['field1', 'field2', 'field3', 'field4', 'field5', 'field6', 'field7', 'field8'] as const;
const FIRST_KEY = 'POCKETWRITEKEY01';

type FieldName = (typeof FIELDS)[number];
type Entry = { created_at: string; entry_id: number; status?: string } & Partial<Record<FieldName, string>>;

interface Channel {
  id: number;
  name: string;
  write_key: string;
  /** Labels of the fields in use. */
  fields: Partial<Record<FieldName, string>>;
  created_at: string;
  updated_at: string;
  last_entry_id: number;
  /** Ms on the cloud's clock, 0 before the first update. */
  last_update: number;
  entries: Entry[];
}

interface ThingSpeak {
  channels: Channel[];
}

const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const newChannel = (id: number, name: string, labels: string[], now: number): Channel => ({
  id,
  name,
  write_key: id === 1 ? FIRST_KEY : `POCKETWRITEKEY${String(id).padStart(2, '0')}`,
  fields: Object.fromEntries(labels.slice(0, FIELDS.length).map((label, index) => [FIELDS[index], label.slice(0, 100)])),
  created_at: iso(now),
  updated_at: iso(now),
  last_entry_id: 0,
  last_update: 0,
  entries: [],
});

const addEntry = (channel: Channel, given: Record<string, string>, now: number): Entry => {
  const entry: Entry = { created_at: iso(now), entry_id: ++channel.last_entry_id };
  for (const name of FIELDS) {
    const value = given[name];
    if (value !== undefined) entry[name] = value.slice(0, 255);
  }
  if (given['status'] !== undefined) entry.status = given['status'].slice(0, 255);
  channel.entries.push(entry);
  channel.entries.splice(0, channel.entries.length - MAX_ENTRIES);
  channel.updated_at = entry.created_at;
  channel.last_update = now;
  return entry;
};

type Outcome =
  { ok: true; channel: Channel; entry: Entry } | { ok: false; status: number; error_code: string; message: string; details: string };

const failures = {
  badRequest: { ok: false, status: 400, error_code: 'error_bad_request', message: 'Bad Request', details: 'The update has no field.' },
  unknownKey: {
    ok: false,
    status: 401,
    error_code: 'error_auth_required',
    message: 'Authorization Required',
    details: 'No channel has this write API key.',
  },
  tooSoon: {
    ok: false,
    status: 429,
    error_code: 'error_too_many_requests',
    message: 'Too Many Requests',
    details: 'A channel takes one update in 15 seconds.',
  },
} as const satisfies Record<string, Outcome>;

const update = (state: ThingSpeak, given: Record<string, string>, key: string | undefined, now: number): Outcome => {
  const channel = state.channels.find((one) => one.write_key === key);
  if (!channel) return failures.unknownKey;
  if (![...FIELDS, 'status'].some((name) => given[name] !== undefined)) return failures.badRequest;
  if (channel.last_update && now - channel.last_update < UPDATE_INTERVAL) return failures.tooSoon;
  return { ok: true, channel, entry: addEntry(channel, given, now) };
};

const describe = ({ id, name, fields, created_at, updated_at, last_entry_id }: Channel) => ({
  id,
  name,
  ...fields,
  created_at,
  updated_at,
  last_entry_id,
});

const notFound = (): Response =>
  HttpResponse.json({ status: '404', error: { error_code: 'error_resource_not_found', message: 'Resource Not Found' } }, { status: 404 });

const AT = '*://api.thingspeak.com';

export default defineServer<ThingSpeak>({
  host: 'api.thingspeak.com',
  title: 'ThingSpeak',
  purpose:
    'Keeps the values of a channel and lets you draw them. Takes one update every 15 seconds and answers with the number of the entry, or 0.',
  example: {
    event: 'temp',
    url: 'https://api.thingspeak.com/update',
    requestType: 'POST',
    form: { api_key: FIRST_KEY, field1: '{{{PARTICLE_EVENT_VALUE}}}' },
    noDefaults: true,
  },
  initial: (now) => ({ channels: [newChannel(1, 'Temperature', ['temp'], now)] }),
  clear: (state) => {
    for (const channel of state.channels) Object.assign(channel, { entries: [], last_entry_id: 0, last_update: 0 });
  },
  operations: {
    /** `{name, fields: [labels]}`: a channel with a write key of its own. */
    createChannel: (desk, message) =>
      desk.update((state) => {
        if (state.channels.length >= MAX_CHANNELS) return { ok: false, error: `An account has at most ${MAX_CHANNELS} channels.` };
        const labels = Array.isArray(message['fields']) ? message['fields'].map(String) : ['field1'];
        const id = Math.max(0, ...state.channels.map((channel) => channel.id)) + 1;
        const channel = newChannel(id, String(message['name'] ?? `Channel ${id}`).slice(0, 100), labels, desk.now());
        state.channels.push(channel);
        return { channel: { ...describe(channel), write_key: channel.write_key } };
      }),
  },
  handlers: (desk) => [
    http.all(/^https?:\/\/api\.thingspeak\.com\/update(\.json)?(\?|$)/, async ({ request }) => {
      if (request.method !== 'GET' && request.method !== 'POST') {
        return HttpResponse.json(
          { status: '405', error: { error_code: 'error_method_invalid', message: 'Method Not Allowed' } },
          { status: 405 },
        );
      }
      const given = await readFields(request);
      const key =
        given['api_key'] ??
        given['key'] ??
        request.headers.get('thingspeakapikey') ??
        request.headers.get('x-thingspeakapikey') ??
        undefined;
      const outcome = await desk.update((state) => {
        const found = update(state, given, key, desk.now());
        return found.ok ? { ...found, channel: found.channel.id } : found;
      });
      const asJson = new URL(request.url).pathname.endsWith('.json');
      if (outcome.ok)
        return asJson
          ? HttpResponse.json({ channel_id: outcome.channel, ...outcome.entry })
          : HttpResponse.text(String(outcome.entry.entry_id));
      // The plain address says every failure with 0; an update that comes too soon is not even an error there.
      if (!asJson) return HttpResponse.text('0', { status: outcome.error_code === 'error_too_many_requests' ? 200 : 400 });
      const { status, error_code, message, details } = outcome;
      return HttpResponse.json({ status: String(status), error: { error_code, message, details } }, { status });
    }),
    http.get<{ id: string }>(`${AT}/channels/:id/feeds.json`, async ({ request, params }) => {
      const channel = (await desk.read()).channels.find(({ id }) => String(id) === params.id);
      if (!channel) return notFound();
      const results = Number(new URL(request.url).searchParams.get('results') ?? 100);
      return HttpResponse.json({ channel: describe(channel), feeds: results > 0 ? channel.entries.slice(-results) : [] });
    }),
    http.get<{ id: string }>(`${AT}/channels/:id/feeds/last.json`, async ({ params }) => {
      const last = (await desk.read()).channels.find(({ id }) => String(id) === params.id)?.entries.at(-1);
      return last ? HttpResponse.json(last) : notFound();
    }),
    http.get<{ id: string; field: string }>(`${AT}/channels/:id/fields/:field.json`, async ({ params }) => {
      const channel = (await desk.read()).channels.find(({ id }) => String(id) === params.id);
      const name = `field${params.field}` as FieldName;
      if (!channel || !FIELDS.includes(name)) return notFound();
      return HttpResponse.json({
        channel: describe(channel),
        feeds: channel.entries.map(({ created_at, entry_id, [name]: value }) => ({ created_at, entry_id, [name]: value ?? null })),
      });
    }),
  ],
});
