// How an open page lends the cloud its compiler.
//
// 1. The page holds `GET <base>cloud/pocket/compiler` (SSE) open for as long as it can compile; nothing need be loaded yet. The page
//    that came last is asked. Take it up again after every end, as any stream of this cloud (client/event-stream.ts does).
// 2. For each compilation it hears `event: compile`, data `{id, platform_id, files: [{path, text}]}`: platform 3, at most 2 MB of text,
//    paths relative to the project (`src/app.cpp`, `project.properties`, `lib/x/src/x.h`). Several may come before the first is answered.
// 3. It answers each with `POST <base>cloud/pocket/compiler/<id>`, multipart: `ok` (`true` or `false`), `output` (the compiler's own
//    words), `size_info` (a line of names over a line of numbers: the CLI shows it), `errors[]` (one sentence or gcc text each, when not ok),
//    and when ok the module as the file `module`. `{ok: true}`; 404 when nobody waits any more: drop the result.
//
// 150 s after 2 the caller is told that the compiler did not answer; when the stream ends, that the page was closed. The module is
// checked (platform, checksum) before anyone gets it. With no page there is the honest 501 of `POST /v1/binaries`.
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import { MAX_MODULE_BYTES } from '../../model/storage-limits.ts';
import { flagField, OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { relayOf } from '../compiler-relay.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket';
const MAX_OUTPUT = 256 * 1024;
const MAX_ERRORS = 200;

/** A multipart form writes every line's end as CR LF. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n');

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/compiler',
    produces: 'text/event-stream',
    summary: 'Offer, as an open page, to compile for the cloud while this stream is open.',
    tag,
    access: 'none',
    handle: async ({ core, clientId }) => relayOf(core).offer(clientId),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/compiler/:job',
    summary: 'Answer, as the page that compiles, a compilation that came down its stream.',
    uploads: 'The module, in the field `module`, when the sources compiled.',
    limit: MAX_MODULE_BYTES + 2 * MAX_OUTPUT,
    tag,
    access: 'none',
    body: v.object({
      ok: flagField('ok'),
      output: v.optional(textField('output', MAX_OUTPUT), ''),
      size_info: v.optional(textField('size_info', 2048), ''),
      errors: v.optional(
        v.pipe(v.array(textField('Each of errors', 4096)), v.maxLength(MAX_ERRORS, `errors has at most ${MAX_ERRORS} entries.`)),
        [],
      ),
    }),
    answer: OK_ANSWER,
    async handle({ core, params, body: { ok, output, size_info, errors }, files }) {
      const module = files.find(({ field }) => field === 'module')?.bytes ?? null;
      if (ok && !module) throw new ApiError('validation', 'Send the module as a file in the field module, or ok=false and the reason.');
      const answer = { ok, module, sizeInfo: lines(size_info), output: lines(output), errors: errors.map(lines) };
      if (!relayOf(core).answer(params['job'] ?? '', answer))
        throw new ApiError('not_found', 'Nobody waits for this compilation any more.');
      return { ok: true };
    },
  }),
];
