// Runs the API cases against one way to reach the cloud.
import { expect } from '@esm-bundle/chai';
import { openEventStream } from './read-stream.ts';
import { apiCases, type Step, type StreamStep } from './api-cases.ts';

export interface CloudUnderTest {
  /** Address of the cloud, without a trailing slash. */
  base: string;
  fetch: typeof fetch;
}

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '<hex24>': (value) => typeof value === 'string' && /^[0-9a-f]{24}$/.test(value),
  '<hex40>': (value) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value),
  '<iso>': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  '<text>': (value) => typeof value === 'string' && value !== '',
  '<number>': (value) => typeof value === 'number',
};

type Kept = Record<string, unknown>;

/** `{name}` alone becomes the kept value itself, inside a text its text. */
function fill(value: unknown, kept: Kept): unknown {
  if (typeof value === 'string') {
    const whole = /^\{(\w+)\}$/.exec(value)?.[1];
    if (whole !== undefined && whole in kept) return kept[whole];
    return value.replace(/\{(\w+)\}/g, (text, name: string) => (name in kept ? String(kept[name]) : text));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, kept));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, kept)]));
  return value;
}

function match(actual: unknown, wanted: unknown, where: string): void {
  if (typeof wanted === 'string' && KINDS[wanted])
    expect(KINDS[wanted](actual), `${where}: ${JSON.stringify(actual)} is no ${wanted}`).to.equal(true);
  else if (Array.isArray(wanted)) {
    expect(actual, where).to.be.an('array').with.lengthOf(wanted.length);
    wanted.forEach((item, at) => match((actual as unknown[])[at], item, `${where}[${at}]`));
  } else if (typeof wanted === 'object' && wanted !== null) {
    expect(actual, where).to.be.an('object');
    for (const [key, item] of Object.entries(wanted)) match((actual as Record<string, unknown>)[key], item, `${where}.${key}`);
  } else expect(actual, where).to.deep.equal(wanted);
}

const at = (value: unknown, path: string): unknown =>
  path === '' ? value : path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

async function take(cloud: CloudUnderTest, step: Step, kept: Kept): Promise<void> {
  const [method = '', path = ''] = (fill(step.call, kept) as string).split(' ');
  const token = step.token === undefined ? (kept['token'] as string) : step.token === false ? null : (fill(step.token, kept) as string);
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  if (step.json !== undefined) headers['content-type'] = 'application/json';
  const body =
    step.json !== undefined
      ? JSON.stringify(fill(step.json, kept))
      : step.form
        ? new URLSearchParams(fill(step.form, kept) as Record<string, string>)
        : undefined;
  const response = await cloud.fetch(cloud.base + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const where = `${method} ${path} → ${response.status} ${text.slice(0, 300)}`;
  expect(response.status, where).to.equal(step.status);
  expect(response.headers.get('access-control-allow-origin'), where).to.equal('*');
  if (step.empty) {
    expect(text, where).to.equal('');
    return;
  }
  expect(response.headers.get('content-type'), where).to.equal('application/json; charset=utf-8');
  const answer: unknown = JSON.parse(text);
  match(answer, fill(step.answer ?? {}, kept), where);
  for (const [name, part] of Object.entries(step.keep ?? {})) kept[name] = at(answer, part);
}

async function follow(cloud: CloudUnderTest, { stream, steps, frames }: StreamStep, kept: Kept): Promise<void> {
  const open = await openEventStream(cloud.fetch, cloud.base + (fill(stream, kept) as string));
  try {
    expect(open.start).to.equal(':ok\n\n');
    for (const step of steps) await take(cloud, step, kept);
    for (const [number, frame] of frames.entries()) {
      match(await open.next(), fill(frame, kept), `frame ${number}`);
    }
  } finally {
    await open.close();
  }
}

/** Declares one test a case. `cloud` is asked before the first. */
export function runApiCases(label: string, cloud: () => Promise<CloudUnderTest>): void {
  let under: CloudUnderTest;
  before(async () => {
    under = await cloud();
  });
  for (const { name, steps } of apiCases)
    it(`${label}: ${name}`, async () => {
      const kept: Kept = {};
      await take(under, { call: 'POST /pocket/reset', token: false, json: { seed: 'conformance' }, status: 200 }, kept);
      const form = {
        grant_type: 'password',
        username: 'student@example.com',
        password: 'pocket-cloud',
        client_id: 'particle',
        client_secret: 'particle',
      };
      await take(under, { call: 'POST /oauth/token', token: false, form, status: 200, keep: { token: 'access_token' } }, kept);
      for (const step of steps) await ('stream' in step ? follow(under, step, kept) : take(under, step, kept));
    });
}
