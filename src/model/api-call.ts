// One call of the cloud as the reference shows it, and what a person filled in for it.

export interface ApiField {
  name: string;
  place: 'path' | 'query' | 'body' | 'basic' | 'file';
  /** How it is typed in: `any` is text, or JSON where it reads as an object or a list. */
  kind: 'text' | 'secret' | 'number' | 'boolean' | 'choice' | 'json' | 'any' | 'file';
  /** What it is, in words: `text, at most 64 characters`. */
  type: string;
  required: boolean;
  /** The word `null` is no text then. */
  nullable: boolean;
  /** Of a `choice`. */
  choices: readonly string[];
  /** A whole sentence, or nothing. */
  note: string;
}

export interface ApiAnswer {
  /** `2XX`, `404`. */
  status: string;
  description: string;
  /** `application/json`, `text/event-stream`, … */
  type: string;
  /** The shape of a JSON answer, in the manner of a type; empty where it is not told. */
  outline: string;
}

export type ApiEncoding = 'json' | 'form' | 'multipart';

export interface ApiCall {
  /** Unique, and the anchor of the call on the page. */
  id: string;
  method: string;
  /** Below the cloud, `{name}` for parameters. */
  path: string;
  tag: string;
  summary: string;
  access: 'none' | 'token' | 'basic';
  fields: readonly ApiField[];
  /** How a body may be sent; empty for calls without one. */
  encodings: readonly ApiEncoding[];
  answers: readonly ApiAnswer[];
  /** Answers with events and does not end. */
  streams: boolean;
}

export interface ApiGroup {
  tag: string;
  calls: readonly ApiCall[];
}

/** What was typed, by field name; file fields hold the names of the chosen files, one a line. */
export type ApiValues = Readonly<Record<string, string>>;

/** `POST /v1/devices/events`: how tables of other clients name a call. */
export const callKey = ({ method, path }: Pick<ApiCall, 'method' | 'path'>): string => `${method} ${path}`;

/** Two fields of one call may share a name (a path parameter and a body field): their place tells them apart. */
export const valueKey = ({ name, place }: Pick<ApiField, 'name' | 'place'>): string => (place === 'body' ? name : `${place}:${name}`);
