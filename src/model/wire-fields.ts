// Fields as clients send them: forms know only text, so `"true"` and `"7"` count as what they say.
import * as v from 'valibot';

/** Text of `min` to `max` characters. */
export const textField = (name: string, max: number, min = 0) =>
  v.pipe(
    v.string(`${name} must be text.`),
    v.minLength(min, min === 1 ? `${name} must not be empty.` : `${name} must have at least ${min} characters.`),
    v.maxLength(max, `${name} must have at most ${max} characters.`),
  );

/** Text without white space at its ends. */
export const nameField = (name: string, max: number) =>
  v.pipe(
    v.string(`${name} must be text.`),
    v.trim(),
    v.minLength(1, `${name} must not be empty.`),
    v.maxLength(max, `${name} must have at most ${max} characters.`),
  );

/** A boolean, or the text a form makes of it. */
export const flagField = (name: string) =>
  v.pipe(
    v.union(
      [v.boolean(), v.picklist(['true', 'false', '1', '0', 'on', 'yes', 'no']), v.picklist([0, 1])],
      `${name} must be true or false.`,
    ),
    v.transform((value) => value === true || value === 1 || value === 'true' || value === '1' || value === 'on' || value === 'yes'),
  );

/** A whole number from `min` to `max`, or its digits. */
export const numberField = (name: string, min: number, max: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\s*-?\d{1,15}\s*$/))], `${name} must be a whole number.`),
    v.transform(Number),
    v.integer(`${name} must be a whole number.`),
    v.minValue(min, `${name} must be at least ${min}.`),
    v.maxValue(max, `${name} must be at most ${max}.`),
  );

/** A list, or the one text that a form makes of a list of one. */
export const listField = (name: string, length: number, max = 64) =>
  v.pipe(
    v.union([v.array(textField(`Each of ${name}`, max)), v.string()], `${name} must be a list of texts.`),
    v.transform((value) => (typeof value === 'string' ? value.split(',') : value).map((item) => item.trim()).filter((item) => item !== '')),
    v.maxLength(length, `${name} must have at most ${length} entries.`),
  );

/** `null`, or what a form makes of it. */
export const nothing = v.pipe(
  v.union([v.null(), v.picklist(['', 'null'])]),
  v.transform(() => null),
);

/** The commonest answer. */
export const OK_ANSWER = v.object({ ok: v.literal(true) });
