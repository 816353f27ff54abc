// api.tropo.com: a text message or call started by a token. The service closed; the guide's example works here (tropo.com/docs/rest, archived).
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';
import { readFields } from './support/read-fields.ts';

const TOKEN = 'pocket-tropo-token';
const MAX_SESSIONS = 200;
/** Parameters of the API itself; the rest are variables of the visitor's application. */
const OWN = ['action', 'token'];

interface Session {
  id: string;
  created_at: string;
  variables: Record<string, string>;
}

interface Tropo {
  started: number;
  sessions: Session[];
}

const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

const answer = (asJson: boolean, fields: Record<string, string | boolean>, status = 200): Response => {
  if (asJson) return HttpResponse.json(fields, { status });
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return new HttpResponse(`<session>${inner.join('')}</session>`, { status, headers: { 'content-type': 'text/xml' } });
};

export default defineServer<Tropo>({
  host: 'api.tropo.com',
  title: 'Tropo',
  purpose: 'Starts a session that texts or calls a number, and keeps what it was given. Nothing is sent to a phone.',
  example: {
    event: 'text_me',
    url: 'https://api.tropo.com/1.0/sessions',
    requestType: 'GET',
    query: { action: 'create', token: TOKEN, numberToDial: '14075551212', msg: '{{{PARTICLE_EVENT_VALUE}}}' },
    noDefaults: true,
  },
  initial: () => ({ started: 0, sessions: [] }),
  clear: (state) => {
    state.sessions = [];
  },
  handlers: (desk) => [
    http.all('*://api.tropo.com/1.0/sessions', async ({ request }) => {
      const asJson = (request.headers.get('accept') ?? '').includes('json');
      const fields = await readFields(request);
      if (fields['token'] !== TOKEN) return answer(asJson, { success: false, reason: 'FAILED TO ROUTE SESSION: the token is unknown' });
      const variables = Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.includes(name)));
      const id = await desk.update((state) => {
        const added = { id: (++state.started).toString(16).padStart(32, '0'), created_at: new Date(desk.now()).toISOString(), variables };
        state.sessions.push(added);
        state.sessions.splice(0, state.sessions.length - MAX_SESSIONS);
        return added.id;
      });
      return answer(asJson, { success: true, token: TOKEN, id });
    }),
  ],
});
