// Names, for each kind of job, the function that runs it.
import { PUBLISH_TABLES, type CloudCore } from './core.ts';
import { runDeliver } from './deliver.ts';
import type { Job } from '../model/job.ts';
import type { JobHandlers } from './timeline.ts';

/** A chunk whose moment has come: the event and the end of its job are one transaction. */
async function runPublish(core: CloudCore, job: Job & { kind: 'publish' }): Promise<void> {
  await core.write(PUBLISH_TABLES, async (tx) => {
    // Another runner may have been quicker.
    if (!(await tx.get('jobs', job.id))) return;
    await core.publishIn(tx, job.payload.event);
    await tx.delete('jobs', job.id);
  });
}

export const jobHandlers: JobHandlers = {
  deliver: runDeliver,
  publish: runPublish,
};
