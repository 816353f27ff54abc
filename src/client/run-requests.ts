// Sends the requests of a lesson, one after the other, and remembers what they answer.
import { ApiError } from '../model/errors.ts';
import { fillRequest, partOf, type LessonRequest } from '../model/lesson-request.ts';
import { fillAll, type Names } from '../model/names.ts';
import type { CloudClient } from './cloud-client.ts';

interface Told {
  /** What `${…}` stands for now; asked before every request, since answers may add names. */
  names: () => Names;
  keep: (name: string, value: string) => void;
}

/** Rows of a list that are sent for side by side. */
const AT_ONCE = 8;

type Row = Record<string, unknown>;

const textFields = (body: Row): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));

async function send(cloud: Pick<CloudClient, 'call'>, request: LessonRequest, told: Told): Promise<void> {
  const { method, path, body, send: how, token, keep = {} } = request;
  let answer: unknown;
  try {
    answer = await cloud.call(method, path, {
      ...(body === undefined ? {} : how === 'form' ? { form: textFields(body) } : { body }),
      ...(token === undefined ? {} : { token: token === 'none' ? false : token }),
    });
  } catch (error) {
    if (request.may_fail && error instanceof ApiError && error.code !== 'invalid_token') return;
    throw error;
  }
  for (const [name, place] of Object.entries(keep)) {
    const value = partOf(answer, place);
    if (value !== undefined) told.keep(name, value);
  }
}

/** Rows of the list that `each` names; a list may lie under one key of the answer. */
async function rowsOf(cloud: Pick<CloudClient, 'call'>, { of, where = {} }: NonNullable<LessonRequest['each']>): Promise<Row[]> {
  const answer = await cloud.call<Row | Row[]>('GET', of);
  const list = Array.isArray(answer) ? answer : (Object.values(answer).find(Array.isArray) ?? []);
  return (list as Row[]).filter((row) => Object.entries(where).every(([field, value]) => String(row[field]) === value));
}

/** Stops at the first one that fails and throws what it says (`ApiError`, `CloudUnreachable`). */
export async function runRequests(cloud: Pick<CloudClient, 'call'>, requests: readonly LessonRequest[], told: Told): Promise<void> {
  for (const request of requests) {
    const { each, ...rest } = request;
    const ids = each ? (await rowsOf(cloud, fillAll(each, told.names()))).map((row) => String(row['id'])) : [undefined];
    // Rows know nothing of each other; what one of them gets comes in order.
    const sendAll = async (id: string | undefined): Promise<void> => {
      for (let n = 1; n <= (request.times ?? 1); n++)
        await send(cloud, fillRequest(rest, { ...told.names(), ...(id === undefined ? {} : { id }), n: String(n) }), told);
    };
    for (let at = 0; at < ids.length; at += AT_ONCE) await Promise.all(ids.slice(at, at + AT_ONCE).map(sendAll));
  }
}
