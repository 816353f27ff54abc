// Times and spans of the cloud's clock as short text.

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:06:31` in the reader's time zone, from milliseconds or ISO. */
export const timeText = (moment: number | string): string => {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? String(moment) : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** `4:29`, with hours `1:04:29`; never below zero. */
export const spanText = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
