// What HTTP allows in the fields of a header.

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Why the field cannot be sent, as a sentence; null when it can. */
export function headerProblem(name: string, value: string): string | null {
  if (!NAME.test(name)) return `The header name "${name.slice(0, 40)}" is not allowed in HTTP.`;
  return /[^\t\x20-\x7e\x80-\xff]/.test(value) ? `The header ${name.slice(0, 40)} has a character that HTTP does not allow.` : null;
}
