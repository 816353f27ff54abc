// The server both webhook programs call: the very handler, so that both sides do the same work (see msw-fetch.ts, hook-engine.ts).
import { http, HttpResponse } from 'msw/http';

export const HOST = 'bench.example';

/** Answers with what came, in one piece. */
export const handler = http.post(`https://${HOST}/*`, async ({ request }) =>
  HttpResponse.json({ method: request.method, url: request.url, body: await request.text() }),
);
