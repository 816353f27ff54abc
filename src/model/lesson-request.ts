// One request of a lesson: what sets a step up, does it for the learner, or runs a prediction, as an author writes it.
import * as v from 'valibot';
import { fillAll, type Names } from './names.ts';

/** A request to the cloud of the page, below `cloud`. Texts may hold `${name}`. */
export interface LessonRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** JSON, or the fields of a form. */
  body?: Record<string, unknown>;
  /** `form`: sent as HTML forms are. */
  send?: 'form';
  /** Another token than the account's; `none`: without one. */
  token?: string;
  /** Parts of the answer to remember, by the name they get: `{client_id: client.id}`. */
  keep?: Record<string, string>;
  /** What it does, in words. */
  says?: string;
  /** How often it is sent; `${n}` counts up from 1. */
  times?: number;
  /** A no of the cloud is no fault: what it should bring about may be so already. */
  may_fail?: boolean;
  /** Sent once for each row of this list whose fields are these; `${id}` is the row's. */
  each?: { of: string; where?: Record<string, string> };
}

const LINE = /^(GET|POST|PUT|DELETE) (\/\S*)$/;
const RESERVED = new Set(['send', 'token', 'keep', 'says', 'times', 'each', 'may_fail']);
const fault = 'needs "METHOD /path", alone or with a body: - POST /v1/devices/events: {name: temp, data: "21"}';

const options = v.object({
  send: v.optional(v.literal('form')),
  token: v.optional(v.string()),
  keep: v.optional(v.record(v.string(), v.string())),
  says: v.optional(v.string()),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  may_fail: v.optional(v.boolean()),
  each: v.optional(v.strictObject({ of: v.string(), where: v.optional(v.record(v.string(), v.string())) })),
});

/** `"GET /v1/user"`, or `{"POST /v1/devices/events": {name: temp}, keep: …}`. */
export const lessonRequestSchema = v.pipe(
  v.union([v.string(), v.record(v.string(), v.unknown())]),
  v.rawTransform(({ dataset, addIssue, NEVER }): LessonRequest => {
    const given = typeof dataset.value === 'string' ? { [dataset.value]: null } : dataset.value;
    const lines = Object.keys(given).filter((key) => !RESERVED.has(key));
    const match = lines.length === 1 ? LINE.exec(lines[0]!) : null;
    const rest = v.safeParse(options, given);
    const body = given[lines[0] ?? ''];
    if (!match || !rest.success || (body !== null && (typeof body !== 'object' || Array.isArray(body)))) {
      addIssue({ message: fault });
      return NEVER;
    }
    return {
      method: match[1] as LessonRequest['method'],
      path: match[2]!,
      ...(body === null ? {} : { body: body as Record<string, unknown> }),
      ...rest.output,
    };
  }),
);

/** As it is sent: names stand where the tags stood. */
export const fillRequest = (request: LessonRequest, names: Names): LessonRequest => fillAll(request, names);

/** The part of an answer at a dotted path, as text; undefined when there is none. */
export function partOf(answer: unknown, path: string): string | undefined {
  let value = answer;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value === null || value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
}
