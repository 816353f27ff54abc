// What one clause of a check came to, and the words it is told in.

/** `expected` where it says more than the clause in words. */
export type Fact = { ok: boolean | null; found: string; expected?: string; waived?: boolean };

/** Never a wrong answer. */
export const unknown: Fact = { ok: null, found: 'The cloud has not answered yet.' };
export const no = (found: string): Fact => ({ ok: false, found });
export const yes = (found: string): Fact => ({ ok: true, found });

/** A name matches itself and what goes on after a slash; `*` stands for anything. */
export function eventMatches(pattern: string, name: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}(/.*)?$`, 's').test(name);
}

/** A value as text that fits a sentence. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  const short = text.length > 120 ? `${text.slice(0, 117)}…` : text;
  return short === '' ? '(empty)' : short;
}

/** Characters of a text that a sentence shows whole. */
const SHORT = 60;

/** What a text is that lacks `piece`: short, the text itself; long, the reason why it is wrong. */
export const told = (text: string, piece: string | null): string =>
  piece === null || text.length <= SHORT ? `\`${shown(text)}\`` : `no \`${shown(piece)}\``;
