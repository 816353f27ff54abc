// Times of the cloud as people read them.

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

const valid = (iso: string): Date | null => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** `14:02:07`, in the reader's time zone; text that is no time comes back as it is. */
export const clockTime = (iso: string): string => {
  const date = valid(iso);
  return date ? time.format(date) : iso;
};

export const dateAndTime = (iso: string): string => {
  const date = valid(iso);
  return date ? whole.format(date) : iso;
};

/** `271 ms`, `1.25 s`, `3 min 5 s`. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))}\u00a0ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(2).replace(/\.?0+$/, '')}\u00a0s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
};
