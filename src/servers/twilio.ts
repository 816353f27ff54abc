// api.twilio.com: text messages. It keeps them in an outbox instead of sending them (twilio.com/docs/messaging/api/message-resource).
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';
import { readFields } from './support/read-fields.ts';

const ACCOUNT = 'AC00000000000000000000000000000001';
const AUTH_TOKEN = 'pocket-twilio-token';
const MAX_MESSAGES = 200;
const MAX_TEXT = 1600;

interface Message {
  sid: string;
  account_sid: string;
  from: string;
  to: string;
  body: string;
  status: 'queued';
  num_segments: string;
  direction: 'outbound-api';
  date_created: string;
}

interface Outbox {
  sent: number;
  messages: Message[];
}

const failed = (status: number, code: number, message: string): Response =>
  HttpResponse.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status });

/** A segment of a text message is 160 characters, or 153 when there are several. */
const segments = (text: string): number => (text.length <= 160 ? 1 : Math.ceil(text.length / 153));

const isNumber = (text: string | undefined): text is string => /^\+\d{7,15}$/.test(text ?? '');

export default defineServer<Outbox>({
  host: 'api.twilio.com',
  title: 'Twilio',
  purpose: 'Takes text messages and keeps them in an outbox. Nothing is sent to a phone.',
  example: {
    event: 'sms',
    url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    requestType: 'POST',
    auth: { username: ACCOUNT, password: AUTH_TOKEN },
    form: { From: '+15005550006', To: '+15005550009', Body: '{{{PARTICLE_EVENT_VALUE}}}' },
    noDefaults: true,
  },
  initial: () => ({ sent: 0, messages: [] }),
  clear: (state) => {
    state.messages = [];
  },
  handlers: (desk) => [
    http.post<{ account: string }>('*://api.twilio.com/2010-04-01/Accounts/:account/Messages.json', async ({ request, params }) => {
      if (request.headers.get('authorization') !== `Basic ${btoa(`${ACCOUNT}:${AUTH_TOKEN}`)}`) return failed(401, 20003, 'Authenticate');
      if (params.account !== ACCOUNT) return failed(404, 20404, 'The requested resource was not found');
      const { From: from, To: to, Body: body = '' } = await readFields(request);
      if (!isNumber(to)) return failed(400, 21211, "Invalid 'To' Phone Number");
      if (!isNumber(from)) return failed(400, 21212, "Invalid 'From' Phone Number");
      if (!body) return failed(400, 21602, 'Message body is required.');
      if (body.length > MAX_TEXT) return failed(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
      const message = await desk.update((state) => {
        const added: Message = {
          sid: `SM${(++state.sent).toString(16).padStart(32, '0')}`,
          account_sid: ACCOUNT,
          from,
          to,
          body,
          status: 'queued',
          num_segments: String(segments(body)),
          direction: 'outbound-api',
          date_created: new Date(desk.now()).toUTCString().replace('GMT', '+0000'),
        };
        state.messages.push(added);
        state.messages.splice(0, state.messages.length - MAX_MESSAGES);
        return added;
      });
      return HttpResponse.json(message, { status: 201 });
    }),
  ],
});
