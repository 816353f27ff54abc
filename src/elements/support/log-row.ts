// One line of a device's log as a row, and as text in files.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLevel, LogLine, MarkerKind } from '../../device/serial/log-line.ts';
import type { LogStore } from '../../device/serial/log-store.ts';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';

const markIcons: Record<MarkerKind, IconName> = {
  connect: 'board',
  reset: 'refresh',
  flash: 'flash',
  lost: 'close',
  sent: 'send',
  dropped: 'info',
};
const tones: Record<LogLevel, string> = { TRACE: '', INFO: '', WARN: 'warn', ERROR: 'bad', PANIC: 'bad' };

const time = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** `14:02:07.123`, in the reader's zone. */
export const hostTime = (epoch: number): string => time.format(epoch);

/** Seconds since the device started, `12.345`; nothing where the line does not tell. */
export const deviceTime = (ms: number | null): string => (ms === null ? '' : (ms / 1000).toFixed(3));

const attributesOf = ({ attributes }: LogLine): string =>
  attributes
    ? Object.entries(attributes)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')
    : '';

/** What stands in the last column: category, message, attributes. Its length decides how many lines the row takes. */
export const rowText = (line: LogLine): string => {
  const attributes = attributesOf(line);
  return `${line.category ? `${line.category}  ` : ''}${line.message}${attributes ? `  ${attributes}` : ''}`;
};

/** Columns of a monospaced text: most characters beyond the European scripts take two. */
export const columnsOf = (text: string): number => {
  if (!/[^\u0000-\u2e7f]/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return columns;
};

export interface RowState {
  index: number;
  total: number;
  chosen: boolean;
  /** It speaks of an event that is marked everywhere. */
  marked: boolean;
  /** The one row that Tab stops at. */
  current: boolean;
  onChoose: () => void;
}

export const logRow = (line: LogLine, { index, total, chosen, marked, current, onChoose }: RowState): TemplateResult => {
  const attributes = attributesOf(line);
  return html`<div role="listitem" class="line" translate="no" aria-posinset=${index + 1} aria-setsize=${total}>
    ${
      line.kind === 'marker'
        ? html`<p class="mark" data-mark=${line.marker ?? nothing}>
            ${icon(markIcons[line.marker ?? 'connect'])}<span
              >${line.marker === 'sent' ? html`Sent <code>${line.message}</code>` : line.message}</span
            ><time class="num">${hostTime(line.host_time)}</time>
          </p>`
        : html`<button
            type="button"
            class="row"
            data-seq=${line.seq}
            ?data-selected=${marked}
            ?data-chosen=${chosen}
            aria-pressed=${chosen}
            tabindex=${current ? 0 : -1}
            @click=${onChoose}
          >
            <time class="num host">${hostTime(line.host_time)}</time><span class="num device">${deviceTime(line.device_time)}</span
            ><b class="level" data-level=${line.level ? tones[line.level] : ''}>${line.level ?? ''}</b
            ><span class="text"
              >${line.category ? html`<span class="category">${line.category}</span>${'  '}` : nothing}${line.message}${
                attributes ? html`${'  '}<span class="category">${attributes}</span>` : nothing
              }</span
            >
          </button>`
    }
  </div>`;
};

const count = new Intl.NumberFormat(undefined);
const megabytes = (characters: number): string => `${(characters / 1e6).toFixed(1)} MB`;

/** What a log that runs over says of its beginning. */
export const droppedText = ({ dropped, droppedText: text }: Pick<LogStore, 'dropped' | 'droppedText'>): string =>
  `${count.format(dropped)} older ${dropped === 1 ? 'line was' : 'lines were'} let go (${megabytes(text)}): the console keeps the newest.`;

/** The same as the first line of a file; null when nothing was let go. */
export const droppedLine = (log: LogStore): LogLine | null => {
  const oldest = log.get(0);
  if (log.dropped === 0 || !oldest) return null;
  const message = droppedText(log);
  return {
    ...oldest,
    device_time: null,
    level: null,
    category: null,
    message,
    attributes: null,
    raw: message,
    kind: 'marker',
    marker: 'dropped',
  };
};

/** As a file of lines: host time first, then the line as it came. */
export const logAsText = (lines: Iterable<LogLine>): string => {
  let text = '';
  for (const line of lines)
    text += `${new Date(line.host_time).toISOString()} ${line.kind === 'marker' ? `-- ${line.raw} --` : line.raw}\n`;
  return text;
};

/** As JSON, one line an object. */
export const logAsJson = (lines: Iterable<LogLine>): string => {
  let text = '';
  for (const { host_time, ...rest } of lines) text += `${JSON.stringify({ host_time: new Date(host_time).toISOString(), ...rest })}\n`;
  return text;
};
