// The names of a lesson: what the learner called a thing, or what the cloud answered, put where a text says `${name}`.

export type Names = Readonly<Record<string, string>>;

const TAG = /\$\{([a-z][a-z0-9_]*)\}/g;

/** A name that is not known stays as it stands. */
export const fillNames = (text: string, names: Names): string =>
  text.replace(TAG, (tag, name: string) => (Object.hasOwn(names, name) ? names[name]! : tag));

/** Names that a text asks for. */
export const namesIn = (text: string): string[] => [...text.matchAll(TAG)].map(([, name]) => name!);

/** The same for every text inside a value. */
export function fillAll<T>(value: T, names: Names): T {
  if (typeof value === 'string') return fillNames(value, names) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => fillAll(one, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [fillNames(key, names), fillAll(one as unknown, names)])) as T;
}
