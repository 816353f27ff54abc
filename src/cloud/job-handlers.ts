// Names, for each kind of job, the function that begins it.
import type { CloudCore, WriteTransaction } from './core.ts';
import { runDeliver } from './deliver.ts';
import type { Job } from '../model/job.ts';
import type { JobHandlers, Rest } from './claim-jobs.ts';

/** A chunk whose moment has come: the event and the end of its job are one transaction. */
async function runPublish(core: CloudCore, tx: WriteTransaction, job: Job & { kind: 'publish' }): Promise<Rest> {
  // Another runner may have been quicker.
  if (!(await tx.get('jobs', job.id))) return null;
  await core.publishIn(tx, job.payload.event);
  await tx.delete('jobs', job.id);
  return null;
}

export const jobHandlers: JobHandlers = {
  deliver: runDeliver,
  publish: runPublish,
};
