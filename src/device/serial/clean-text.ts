// Takes out of a device's text what must not reach a log: colour codes, control characters and secrets.

/** CSI, OSC and the short escape sequences. */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])/g;
/** All but the tab. */
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;
const HIDDEN = '[hidden]';
/** What listening mode prints for `i` and echoes for `w` and `C`, and the same in JSON (spec/device.md §1.3). */
const SECRETS: readonly [pattern: RegExp, kept: string][] = [
  [/((?:device|mobile)[ _]?secret"?\s*[:=]\s*"?)[^\s",}]+/gi, `$1${HIDDEN}`],
  [/^((?:password|enter 63-digit claim code):\s*).+$/i, `$1${HIDDEN}`],
];

/** One line, without its end. */
export function cleanText(line: string): string {
  let text = line;
  if (text.includes('\x1b')) text = text.replace(ESCAPES, '');
  text = text.replace(CONTROLS, '');
  if (/secret|password|claim code/i.test(text)) for (const [pattern, kept] of SECRETS) text = text.replace(pattern, kept);
  return text;
}
