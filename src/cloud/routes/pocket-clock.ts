// The cloud's clock: read it, pause it, speed it up, move it to what happens next (architecture: Time).
import * as v from 'valibot';
import { ApiError } from '../../model/errors.ts';
import type { Job } from '../../model/job.ts';
import { atRate } from '../../model/virtual-time.ts';
import { numberField } from '../../model/wire-fields.ts';
import type { CloudCore } from '../core.ts';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket';
const YEAR = 366 * 24 * 3600 * 1000;

const iso = (ms: number): string => new Date(Math.floor(ms)).toISOString();

/** What the job will do, in words for a person. */
async function labelOf(core: CloudCore, job: Job): Promise<string> {
  switch (job.kind) {
    case 'publish':
      return `The event ${job.payload.event.name} is published.`;
    case 'deliver': {
      const name = await core.read(['deliveries', 'integrations'], async (tx) => {
        const delivery = await tx.get('deliveries', job.payload.delivery_id);
        return delivery && (await tx.get('integrations', delivery.integration_id))?.name;
      });
      return name ? `The webhook ${name} is run.` : 'A webhook is run.';
    }
  }
}

const CLOCK = v.object({
  time: v.object({ epoch: v.number(), origin: v.number(), rate: v.number() }),
  now: v.string(),
  next: v.nullable(v.object({ due: v.string(), kind: v.string(), label: v.string() })),
});

async function answer(core: CloudCore): Promise<v.InferOutput<typeof CLOCK>> {
  const job = await core.timeline.next();
  return {
    time: core.settings.time,
    now: iso(core.ports.clock.now()),
    next: job && { due: iso(job.due), kind: job.kind, label: await labelOf(core, job) },
  };
}

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/clock',
    summary: 'Read the cloud’s time, its rate and what happens next.',
    tag,
    access: 'none',
    answer: CLOCK,
    handle: ({ core }) => answer(core),
  }),
  defineRoute({
    method: 'PUT',
    path: '/pocket/clock',
    summary: 'Set how fast the cloud’s time runs: 0 pauses it, 1 is real time, at most 1000.',
    tag,
    access: 'none',
    body: v.object({ rate: numberField('rate', 0, 1000) }),
    answer: CLOCK,
    async handle({ core, body }) {
      await core.timeline.setTime((time, real) => atRate(time, real, body.rate));
      return answer(core);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pocket/clock/advance',
    summary: 'Move the cloud’s time forward by `ms`, or with `to: "next"` to what happens next, running everything due on the way.',
    tag,
    access: 'none',
    body: v.object({ ms: v.optional(numberField('ms', 0, YEAR)), to: v.optional(v.literal('next', 'to is next, or left out.')) }),
    answer: CLOCK,
    async handle({ core, body }) {
      if ((body.ms === undefined) === (body.to === undefined)) throw new ApiError('validation', 'Give either ms or to.');
      await core.timeline.advance(async () => {
        const now = core.ports.clock.now();
        return body.ms === undefined ? Math.max(now, (await core.timeline.nextDue()) ?? now) : now + body.ms;
      });
      return answer(core);
    },
  }),
];
