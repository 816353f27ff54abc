// A cloud for tests: memory store, manual clock, an outside world that answers as the test says.
import { createManualClock, type ManualClock } from '../../src/adapters/manual-clock.ts';
import { createMemoryStore } from '../../src/adapters/memory-store.ts';
import { seededId } from '../../src/adapters/seeded-id.ts';
import { createCloud, type Cloud } from '../../src/cloud/cloud.ts';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import type { OutboundRequest, OutboundResult, Ports, Store } from '../../src/cloud/ports.ts';
import { answerProblems } from './check-answer.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes off the wire is looked at, field by field, by each test
export type Wire = any;

/** What a scripted server says: an answer, a status, or a whole result. */
export type HttpScript = (request: OutboundRequest) => ScriptedAnswer | Promise<ScriptedAnswer>;
type ScriptedAnswer = OutboundResult | { status?: number; body?: string; headers?: Record<string, string> };

export interface TestCloud {
  cloud: Cloud;
  ports: Ports;
  store: Store;
  clock: ManualClock;
  /** Every request the cloud made to the outside, in order. */
  sent: OutboundRequest[];
  /** Bugs the cloud met. A test that expects none gets an error from `advance` and `call`. */
  bugs: unknown[];
  /**
   * One call. `body`: an object becomes JSON. `token`: Bearer. Answers the status and the parsed JSON (or text). Throws when the answer is
   * not as the description of the API says.
   */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; json: Wire; response: Response }>;
  /** Lets `ms` pass: stops at each tick and each due moment in order, runs that one step and waits for it. */
  advance(ms: number): Promise<void>;
  /** A token of the starter account, by the ordinary password grant. */
  login(username?: string, password?: string): Promise<string>;
  /** Opens a stream and collects what it says. */
  listen(path: string, token?: string): Promise<Listener>;
}

export interface Listener {
  status: number;
  /** Everything received so far, as text. */
  text(): string;
  /** Parsed frames so far, comments and keep-alives left out. */
  events(): { event: string; data: Wire; id?: string }[];
  /** True when the cloud ended it. */
  ended(): boolean;
  close(): Promise<void>;
}

/** 200, and yet a refusal: sources that do not compile, by the rules of 2016. */
const isRefusal = (answer: unknown): boolean => (answer as { ok?: unknown } | null)?.ok === false;

export const BASE = 'https://site.example/docs/cloud';

/** Lets everything that is only waiting for promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++)
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });
}

export function parseFrames(text: string): { event: string; data: Wire; id?: string }[] {
  return text.split('\n\n').flatMap((frame) => {
    const fields = Object.fromEntries(
      frame
        .split('\n')
        .filter((line) => /^\w+: /.test(line))
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    return fields['event'] === undefined
      ? []
      : [
          {
            event: fields['event'],
            data: JSON.parse(fields['data'] ?? 'null'),
            ...(fields['id'] === undefined ? {} : { id: fields['id'] }),
          },
        ];
  });
}

export function createTestCloud(options: { seed?: string; http?: HttpScript; ports?: Partial<Ports>; store?: Store } = {}): TestCloud {
  const clock = createManualClock();
  const store = options.store ?? createMemoryStore();
  const sent: OutboundRequest[] = [];
  const bugs: unknown[] = [];
  const ports: Ports = {
    store,
    clock,
    newId: seededId,
    seed: options.seed ?? 'test',
    home: 'page',
    laterRoutes: () => laterRoutes,
    wake: () => undefined,
    every: (ms, tick) => clock.every(ms, tick),
    report: (error) => bugs.push(error),
    http: {
      async request(request) {
        sent.push(request);
        const answer: ScriptedAnswer = await (options.http ?? (() => ({ status: 200, body: '' })))(request);
        if ('ok' in answer) return answer;
        return {
          ok: true,
          status: answer.status ?? 200,
          headers: answer.headers ?? {},
          body: new TextEncoder().encode(answer.body ?? ''),
          truncated: false,
        };
      },
    },
    ...options.ports,
  };
  const cloud = createCloud(ports);
  const failOnBug = (): void => {
    if (bugs.length > 0) throw bugs[0];
  };

  const request = (
    method: string,
    path: string,
    { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
  ): Request => {
    const all = new Headers(headers);
    if (token) all.set('authorization', `Bearer ${token}`);
    const raw = typeof body === 'string' || body instanceof FormData || body instanceof URLSearchParams || body instanceof Uint8Array;
    if (body !== undefined && !raw && !all.has('content-type')) all.set('content-type', 'application/json');
    return new Request(BASE + path, {
      method,
      headers: all,
      body: body === undefined ? null : raw ? (body as BodyInit) : JSON.stringify(body),
    });
  };

  const testCloud: TestCloud = {
    cloud,
    ports,
    store,
    clock,
    sent,
    bugs,
    async call(method, path, callOptions) {
      const response = await cloud.fetch(request(method, path, callOptions));
      const text = await response.clone().text();
      failOnBug();
      let parsed: unknown = text;
      try {
        parsed = text === '' ? null : JSON.parse(text);
      } catch {
        // Not JSON: the text itself.
      }
      if (response.ok && response.headers.get('content-type')?.includes('json') && !isRefusal(parsed)) {
        const problems = answerProblems(method, path, parsed);
        if (problems.length > 0) throw new Error(`The answer to ${method} ${path} is not as described: ${problems.slice(0, 5).join('; ')}`);
      }
      return { status: response.status, json: parsed, response };
    },
    async advance(ms) {
      await cloud.ready;
      const end = clock.real() + ms;
      let before: number | null = null;
      for (;;) {
        await cloud.runDue();
        await settle();
        failOnBug();
        const due = await cloud.nextDue();
        const rate = (await cloud.info()).time.rate;
        const steps = [clock.nextTick(), due === null || rate === 0 ? null : clock.real() + Math.max(0, due - clock.now()) / rate].filter(
          (step) => step !== null,
        );
        const next = Math.min(...steps, Infinity);
        if (next > end) break;
        if (next === clock.real() && next === before) break;
        before = next;
        clock.pass(next - clock.real());
      }
      clock.pass(end - clock.real());
      await cloud.runDue();
      await settle();
      failOnBug();
    },
    async login(username = 'student@example.com', password = 'pocket-cloud') {
      const body = new URLSearchParams({ grant_type: 'password', username, password, client_id: 'particle', client_secret: 'particle' });
      const { json } = await testCloud.call('POST', '/oauth/token', { body });
      if (typeof json?.access_token !== 'string') throw new Error(`No token: ${JSON.stringify(json)}`);
      return json.access_token;
    },
    async listen(path, token) {
      const response = await cloud.fetch(request('GET', path, token === undefined ? {} : { token }), 'test-page');
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      let text = '';
      let ended = false;
      const pump = async (): Promise<void> => {
        for (;;) {
          const result = await reader?.read();
          if (!result || result.done) break;
          text += decoder.decode(result.value, { stream: true });
        }
        ended = true;
      };
      void pump();
      await settle();
      return {
        status: response.status,
        text: () => text,
        events: () => parseFrames(text),
        ended: () => ended,
        async close() {
          await reader?.cancel();
          await settle();
        },
      };
    },
  };
  return testCloud;
}
