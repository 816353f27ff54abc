// api.pushbullet.com: push notifications. It keeps them in a list instead of showing them (docs.pushbullet.com).
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';
import { readFields } from './support/read-fields.ts';

const ACCESS_TOKEN = 'o.PocketPushbulletToken';
const MAX_PUSHES = 200;

interface Push {
  iden: string;
  active: true;
  type: string;
  title: string;
  body: string;
  url?: string;
  /** Seconds. */
  created: number;
}

interface Pushes {
  sent: number;
  pushes: Push[];
}

const failed = (status: number, code: string, message: string): Response =>
  HttpResponse.json({ error: { code, type: 'invalid_request', message, cat: '(=^‥^=)' }, error_code: code }, { status });

/** The token comes in its own header, as a bearer token, or as the user name of Basic. */
const tokenOf = (headers: Headers): string | null => {
  const authorization = headers.get('authorization') ?? '';
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return headers.get('access-token');
  try {
    return atob(value).split(':')[0] ?? null;
  } catch {
    return null;
  }
};

export default defineServer<Pushes>({
  host: 'api.pushbullet.com',
  title: 'Pushbullet',
  purpose: 'Takes push notifications and keeps them in a list. Nothing is shown on a phone.',
  example: {
    event: 'push',
    url: 'https://api.pushbullet.com/v2/pushes',
    requestType: 'POST',
    headers: { 'Access-Token': ACCESS_TOKEN },
    json: { type: 'note', title: '{{{PARTICLE_EVENT_NAME}}}', body: '{{{PARTICLE_EVENT_VALUE}}}' },
    noDefaults: true,
  },
  initial: () => ({ sent: 0, pushes: [] }),
  clear: (state) => {
    state.pushes = [];
  },
  handlers: (desk) => [
    http.post('*://api.pushbullet.com/v2/pushes', async ({ request }) => {
      if (tokenOf(request.headers) !== ACCESS_TOKEN) return failed(401, 'invalid_access_token', 'Access token is missing or invalid.');
      const { type = '', title = '', body = '', url } = await readFields(request);
      if (!['note', 'link'].includes(type)) return failed(400, 'invalid_param', "The param 'type' has an invalid value.");
      if (!title && !body) return failed(400, 'missing_param', 'A push needs a title or a body.');
      const push = await desk.update((state) => {
        const added: Push = {
          iden: `push${++state.sent}`,
          active: true,
          type,
          title,
          body,
          ...(url ? { url } : {}),
          created: desk.now() / 1000,
        };
        state.pushes.push(added);
        state.pushes.splice(0, state.pushes.length - MAX_PUSHES);
        return added;
      });
      return HttpResponse.json(push);
    }),
    http.get('*://api.pushbullet.com/v2/pushes', async ({ request }) => {
      if (tokenOf(request.headers) !== ACCESS_TOKEN) return failed(401, 'invalid_access_token', 'Access token is missing or invalid.');
      return HttpResponse.json({ pushes: (await desk.read()).pushes.toReversed() });
    }),
  ],
});
