// Makes log lines of the bytes a device prints, wherever chunks, line ends and characters are cut (spec/device.md §3).
import type { DeviceClock } from '../device-clock.ts';
import { cleanText } from './clean-text.ts';
import { readLogHeader } from './log-header.ts';
import type { LogLine, MarkerKind } from './log-line.ts';

/** Characters after which a line without an end is cut: a device can print for ever. */
const LONGEST = 8_192;

const newDecoder = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });

export class LogParser {
  #decoder = newDecoder();
  #rest = '';
  #restTime = 0;
  /** Nothing says that the first line was heard from its beginning. */
  #first = true;
  #afterReturn = false;
  #seq = 0;

  constructor(
    private readonly clock: Pick<DeviceClock, 'now'>,
    /** `text`: the line as it came. Only what checks a sum may look at it: it can hold secrets. */
    private readonly onLine: (line: LogLine, text: string) => void,
  ) {}

  /** Text without an end yet: a prompt, or a line that is being printed. */
  get pending(): string {
    return cleanText(this.#rest);
  }

  push(bytes: Uint8Array): void {
    this.#text(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The port is gone, or is another one: what has no end is a line all the same, and the next first line may lack its beginning. */
  end(): void {
    this.#text(this.#decoder.decode());
    this.#decoder = newDecoder();
    if (this.#rest !== '') this.#line(this.#rest, true);
    this.#rest = '';
    this.#first = true;
    this.#afterReturn = false;
  }

  /** A line of the page's own, with the next number. It does not end a line that is being printed. */
  marker(marker: MarkerKind, message: string): LogLine {
    return { ...this.#blank(message, this.clock.now()), kind: 'marker', marker };
  }

  /** Lines end with LF, CRLF or CR alone. */
  #text(text: string): void {
    if (text === '') return;
    const now = this.clock.now();
    if (this.#rest === '') this.#restTime = now;
    let from = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    this.#afterReturn = false;
    let feed = text.indexOf('\n', from);
    let back = text.indexOf('\r', from);
    while (feed >= 0 || back >= 0) {
      const at = feed < 0 || (back >= 0 && back < feed) ? back : feed;
      this.#line(this.#rest + text.slice(from, at), false);
      this.#rest = '';
      this.#restTime = now;
      const pair = at === back && feed === at + 1;
      from = pair ? at + 2 : at + 1;
      if (at === back && from === text.length && !pair) this.#afterReturn = true;
      if (feed >= 0 && feed < from) feed = text.indexOf('\n', from);
      if (back >= 0 && back < from) back = text.indexOf('\r', from);
    }
    this.#rest += from === 0 ? text : text.slice(from);
    while (this.#rest.length > LONGEST) {
      this.#line(this.#rest.slice(0, LONGEST), false);
      this.#rest = this.#rest.slice(LONGEST);
    }
  }

  #line(line: string, endMissing: boolean): void {
    const raw = cleanText(line);
    const beginMissing = this.#first;
    this.#first = false;
    // Lines of nothing are how prompts and answers are set apart; they say nothing in a log.
    if (raw === '') return;
    const fields = readLogHeader(raw);
    const whole = this.#blank(raw, this.#restTime);
    if (fields) Object.assign(whole, fields, { kind: 'log' });
    // A complete header proves that the line was heard from its beginning.
    if (endMissing || (beginMissing && !fields)) whole.partial = true;
    this.onLine(whole, line);
  }

  #blank(raw: string, host_time: number): LogLine {
    this.#seq += 1;
    return {
      seq: this.#seq,
      host_time,
      device_time: null,
      level: null,
      category: null,
      message: raw,
      attributes: null,
      raw,
      kind: 'raw',
    };
  }
}
