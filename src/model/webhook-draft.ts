// The settings of a webhook while a person edits them: one object behind the form and the JSON.

export type Draft = Record<string, unknown>;
export type BodyKind = 'default' | 'json' | 'form' | 'body';

export const NEW_DRAFT: Draft = { event: '', url: '', requestType: 'POST', noDefaults: false };

/** Fields the cloud adds to an answer; an editor does not send them back. */
const ANSWERED = new Set(['id', 'created_at', 'updated_at', 'user_id', 'product_id', 'product_slug', 'hookUrl', 'integrationUrl', 'extra']);

/** A stored integration as a draft. */
export const draftOf = (stored: Readonly<Record<string, unknown>>): Draft =>
  Object.fromEntries([
    ...Object.entries(stored).filter(([name, value]) => !ANSWERED.has(name) && value !== undefined),
    ...Object.entries((stored['extra'] as Draft | undefined) ?? {}),
  ]);

export const bodyKind = (draft: Draft): BodyKind => {
  for (const kind of ['json', 'form', 'body'] as const) if (draft[kind] !== undefined) return kind;
  return 'default';
};

/** The draft with another kind of body; the text moves along where it can. */
export function withBodyKind(draft: Draft, kind: BodyKind): Draft {
  const { json, form, body, ...rest } = draft;
  const before = json ?? form ?? body;
  if (kind === 'default') return rest;
  if (kind === 'body') return { ...rest, body: before === undefined ? '' : typeof before === 'string' ? before : JSON.stringify(before) };
  const value = typeof before === 'string' ? fromText(before) : before;
  const object = typeof value === 'object' && value !== null ? value : undefined;
  return { ...rest, [kind]: object ?? (kind === 'json' && typeof before === 'string' && before !== '' ? before : {}) };
}

/** Text of a field that holds an object: pretty JSON, or the text itself where it is a template. */
export const toText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);

/** What a person typed into such a field: JSON when it is, else the text as it is. */
export const fromText = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
};

/** The draft with one setting changed; empty text and false switches take the setting out. */
export function withSetting(draft: Draft, name: string, value: unknown): Draft {
  const { [name]: _before, ...rest } = draft;
  if (value === undefined || value === '') return name === 'event' || name === 'url' ? { ...draft, [name]: '' } : rest;
  return name in draft
    ? Object.fromEntries(Object.entries(draft).map(([key, old]) => [key, key === name ? value : old]))
    : { ...draft, [name]: value };
}

/** The object a person wrote as JSON, or a sentence that says why it is none. */
export function parseDraft(text: string): Draft | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Draft;
    return 'Settings are one JSON object: { … }.';
  } catch (error) {
    return `Not JSON yet: ${(error as Error).message}`;
  }
}
