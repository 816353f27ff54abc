// The least a service worker can do for the same job: answer, store in batches, tell the streams. The bench divides by it.
const streams = new Set();
const encoder = new TextEncoder();

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open('raw', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('events', { keyPath: 'id', autoIncrement: true });
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

let waiting = [];
let writing = false;

const writeAll = async () => {
  if (writing) return;
  writing = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const transaction = (await database).transaction('events', 'readwrite', { durability: 'relaxed' });
    const events = transaction.objectStore('events');
    for (const one of batch) {
      const adding = events.add(one.event);
      adding.onsuccess = () => {
        one.event.id = adding.result;
      };
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
    for (const { event, done } of batch) {
      const bytes = encoder.encode(`event: ${event.name}\ndata: ${JSON.stringify(event)}\n\n`);
      for (const stream of streams) stream.enqueue(bytes.slice());
      done();
    }
  }
  writing = false;
};

const publish = async (request) => {
  const event = await request.json();
  await new Promise((done) => {
    waiting.push({ event, done });
    void writeAll();
  });
  return Response.json({ ok: true });
};

const openStream = () => {
  let own;
  const body = new ReadableStream({
    start(controller) {
      own = controller;
      controller.enqueue(encoder.encode(':ok\n\n'));
      streams.add(controller);
    },
    cancel() {
      streams.delete(own);
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (!pathname.includes('/cloud/')) return;
  if (pathname.endsWith('/stream')) event.respondWith(openStream());
  else if (event.request.method === 'POST') event.respondWith(publish(event.request));
  else event.respondWith(Response.json({ ok: true }));
});
