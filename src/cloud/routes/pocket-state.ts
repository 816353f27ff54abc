// The whole cloud as a file, back from a file, and from the start.
import * as v from 'valibot';
import { OK_ANSWER, textField } from '../../model/wire-fields.ts';
import { json } from '../answer.ts';
import { defineRoute, type Route } from '../route.ts';
import { exportCloud, importCloud, resetCloud } from '../snapshot.ts';

const tag = 'Pocket';
const FILE_LIMIT = 64 * 1024 * 1024;

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/export',
    summary: 'Export the whole cloud as one file, secrets included.',
    tag,
    access: 'none',
    answer: v.object({
      format: v.literal('pocket-cloud'),
      schema: v.number(),
      exported_at: v.string(),
      contains: v.string(),
      tables: v.record(v.string(), v.array(v.looseObject({}))),
    }),
    handle: async ({ core }) => json(await exportCloud(core), 200, { 'content-disposition': 'attachment; filename="pocket-cloud.json"' }),
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/import',
    summary: 'Replace the whole cloud by an exported file.',
    tag,
    access: 'none',
    limit: FILE_LIMIT,
    body: v.looseObject({}),
    answer: OK_ANSWER,
    async handle({ core, body }) {
      await importCloud(core, body);
      core.streams.drain();
      return { ok: true };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/reset',
    summary: 'Start over with a new starter account; the same `seed` gives the same ids.',
    tag,
    access: 'none',
    body: v.object({ seed: v.optional(textField('seed', 128, 1)) }),
    answer: OK_ANSWER,
    async handle({ core, body }) {
      await resetCloud(core, body.seed ?? core.settings.seed);
      core.streams.drain();
      return { ok: true };
    },
  }),
];
