// The publish rate of each device, whichever call it publishes by.
import { createPublishRate } from './event-rules.ts';

/** Kept with the cloud, not with the module: two clouds in one realm must not share buckets. */
const rates = new WeakMap<object, ReturnType<typeof createPublishRate>>();

export function rateOf(core: object): ReturnType<typeof createPublishRate> {
  let rate = rates.get(core);
  if (!rate) rates.set(core, (rate = createPublishRate()));
  return rate;
}
