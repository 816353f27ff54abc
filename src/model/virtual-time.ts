// One virtual time for every realm: three numbers from which each computes the same now.

/** `now = epoch + (real - origin) * rate`; `rate` 0 is paused. */
export interface VirtualTime {
  /** Virtual milliseconds at `origin`. */
  epoch: number;
  /** Real milliseconds (Date.now) at which `epoch` was right. */
  origin: number;
  /** 0 (paused) or 1 … 1000. */
  rate: number;
}

export const virtualNow = (time: VirtualTime, real: number): number => time.epoch + (real - time.origin) * time.rate;

/** The same moment, running at another rate from `real` on. */
export const atRate = (time: VirtualTime, real: number, rate: number): VirtualTime => ({
  epoch: virtualNow(time, real),
  origin: real,
  rate,
});

/** The same rate, moved forward to `moment` (never back). */
export const movedTo = (time: VirtualTime, real: number, moment: number): VirtualTime => ({
  epoch: Math.max(moment, virtualNow(time, real)),
  origin: real,
  rate: time.rate,
});
