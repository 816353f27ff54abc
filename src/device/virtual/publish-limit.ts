// How fast a device may publish: four at once, then one a second, in the cloud's time (spec/cloud-api.md §4.1).

const BURST = 4;
/** Ms of virtual time until one more may go. */
const REFILL = 1000;

export interface PublishLimit {
  /** Takes one turn at `now` (virtual ms, never running back); false when there is none. */
  take(now: number): boolean;
}

export const createPublishLimit = (): PublishLimit => {
  let left = BURST;
  let at = -Infinity;
  return {
    take(now) {
      // Exact at whole seconds, where adding fractions would be a hair short.
      const turns = at === -Infinity ? BURST : Math.floor((now - at) / REFILL);
      if (turns > 0) {
        left = Math.min(BURST, left + turns);
        at = left === BURST ? now : at + turns * REFILL;
      }
      if (left === 0) return false;
      if (left === BURST) at = now;
      left -= 1;
      return true;
    },
  };
};
