// Reads what a log handler of Device OS wrote into one line: plain or JSON (spec/device.md §3).
import { LOG_LEVELS, type LogAttributes, type LogLevel, type LogLine } from './log-line.ts';

export type LogFields = Pick<LogLine, 'device_time' | 'level' | 'category' | 'message' | 'attributes'>;

/** time [category] file:line, function(): LEVEL: message [code = N, details = text] */
const PLAIN =
  /^(\d{10}) \[([^\]]*)\] (?:(\S+?:\d+)(?:, |: ))?(?:([\w:~<>]+)\(\): )?(TRACE|INFO|WARN|ERROR|PANIC): (.*?)(?: \[(?:code = (-?\d+)(?:, details = (.*))?|details = (.*))\])?$/;

function readPlain(line: string): LogFields | null {
  const found = PLAIN.exec(line);
  if (!found) return null;
  const [, time, category, file, name, level, message, code, more, only] = found;
  const attributes: LogAttributes = {};
  if (code !== undefined) attributes.code = Number(code);
  const details = more ?? only;
  if (details !== undefined) attributes.details = details;
  if (file !== undefined) attributes.file = file;
  if (name !== undefined) attributes.function = name;
  return {
    device_time: Number(time),
    level: level as LogLevel,
    category: category as string,
    message: message as string,
    attributes: Object.keys(attributes).length > 0 ? attributes : null,
  };
}

/** JSONStreamLogHandler: `{"l":"INFO","m":"…","c":"app","f":"a.cpp","ln":12,"fn":"loop","t":1234,"code":…,"detail":…}` */
function readJson(line: string): LogFields | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
  const text = (key: string): string | undefined => (typeof value[key] === 'string' ? value[key] : undefined);
  const number = (key: string): number | undefined => (typeof value[key] === 'number' ? value[key] : undefined);
  const level = LOG_LEVELS.find((one) => one === value['l']);
  const time = number('t');
  if (!level || time === undefined) return null;
  const file = text('f');
  const attributes: LogAttributes = {
    ...(number('code') !== undefined && { code: number('code') }),
    ...(text('detail') !== undefined && { details: text('detail') }),
    ...(file !== undefined && { file: number('ln') === undefined ? file : `${file}:${number('ln')}` }),
    ...(text('fn') !== undefined && { function: text('fn') }),
  };
  return {
    device_time: time,
    level,
    category: text('c') ?? null,
    message: text('m') ?? '',
    attributes: Object.keys(attributes).length > 0 ? attributes : null,
  };
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** Null when the line has no header: it belongs to the one before, or was printed without a log handler. */
export function readLogHeader(line: string): LogFields | null {
  const first = line.charCodeAt(0);
  if (first >= DIGIT_0 && first <= DIGIT_9) return readPlain(line);
  return line.startsWith('{"l":') && line.endsWith('}') ? readJson(line) : null;
}
