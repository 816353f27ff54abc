// echo.example: answers every request with the request itself, so that a first webhook shows what it sent.
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';

const parsed = (text: string, type: string): unknown => {
  try {
    if (type.includes('json')) return JSON.parse(text);
  } catch {
    // Said to be JSON and is not: the raw body below shows it.
  }
  return type.includes('x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(text)) : null;
};

export default defineServer({
  host: 'echo.example',
  title: 'Echo',
  purpose: 'Answers with the request it received: method, address, headers and body.',
  example: {
    event: 'echo',
    url: 'https://echo.example/anything',
    requestType: 'POST',
    json: { value: '{{{PARTICLE_EVENT_VALUE}}}', device: '{{{PARTICLE_DEVICE_ID}}}' },
    noDefaults: true,
  },
  initial: () => ({ requests: 0 }),
  handlers: (desk) => [
    http.all('*://echo.example/*', async ({ request }) => {
      const url = new URL(request.url);
      const body = await request.text();
      const count = await desk.update((state) => ++state.requests);
      return HttpResponse.json({
        request: count,
        method: request.method,
        path: url.pathname,
        // What is empty says nothing, and the answer to a first event stays in one piece of 512 bytes.
        ...(url.search ? { query: Object.fromEntries(url.searchParams) } : {}),
        headers: Object.fromEntries(request.headers),
        body,
        parsed: parsed(body, request.headers.get('content-type') ?? ''),
      });
    }),
  ],
});
