// What a host page and an embedded frame say to each other, version 1. Each side trusts nothing of the other's: unknown words and sizes are dropped.

import { languageTag } from './language.ts';

/** Every message carries it, so that strangers' messages are told apart and a later version can speak differently. */
export const EMBED_VERSION = 1;

/** Px. A frame that asks for more scrolls inside. */
const MAX_HEIGHT = 20_000;
const MAX_TEXT = 300;
/** Characters of a cloud's file on its way out. */
export const MAX_SNAPSHOT = 5_000_000;

/** From the frame. */
export type FrameMessage =
  /** The frame shows something. `saved` false: what the reader does goes with the tab. */
  | { type: 'ready'; title: string; saved: boolean; height: number }
  /** Px of the content. `by_reader`: it follows what the reader did in the frame. */
  | { type: 'resize'; height: number; by_reader: boolean }
  | { type: 'step'; id: string; state: 'locked' | 'now' | 'todo' | 'done' | 'undone' | 'skipped' }
  | { type: 'complete'; lesson: string }
  | { type: 'error'; message: string }
  /** Answer to `snapshot`: the cloud as one file, or null when the reader or the size said no. */
  | { type: 'snapshot'; request: number; file: string | null };

/** From the host. */
export type HostMessage =
  | { type: 'hello' }
  | { type: 'theme'; theme: 'light' | 'dark' }
  /** A language tag in lower case, or null: English. */
  | { type: 'language'; language: string | null }
  | { type: 'go'; step: string }
  /** Does a step for the reader; without a step, the one that is due. */
  | { type: 'run'; step: string | null }
  /** Starts the lesson over. In a cloud that is not the embed's own, the reader is asked first. */
  | { type: 'reset' }
  | { type: 'snapshot'; request: number };

type Fields = Record<string, unknown>;

const text = (value: unknown): string | null => (typeof value === 'string' && value.length <= MAX_TEXT ? value : null);
const height = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value < Infinity ? Math.min(Math.ceil(value), MAX_HEIGHT) : null;
const count = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);

const fieldsOf = (data: unknown): Fields | null =>
  typeof data === 'object' && data !== null && (data as Fields)['pocket'] === EMBED_VERSION ? (data as Fields) : null;

const STATES = ['locked', 'now', 'todo', 'done', 'undone', 'skipped'] as const;

/** Null: not a message of a frame. Nothing of `data` survives but what is declared. */
export function parseFrameMessage(data: unknown): FrameMessage | null {
  const said = fieldsOf(data);
  if (!said) return null;
  const px = height(said['height']);
  switch (said['type']) {
    case 'ready': {
      const title = text(said['title']);
      return title !== null && px !== null ? { type: 'ready', title, saved: said['saved'] === true, height: px } : null;
    }
    case 'resize':
      return px === null ? null : { type: 'resize', height: px, by_reader: said['by_reader'] === true };
    case 'step': {
      const id = text(said['id']);
      const state = STATES.find((one) => one === said['state']);
      return id !== null && state ? { type: 'step', id, state } : null;
    }
    case 'complete': {
      const lesson = text(said['lesson']);
      return lesson === null ? null : { type: 'complete', lesson };
    }
    case 'error': {
      const message = text(said['message']);
      return message === null ? null : { type: 'error', message };
    }
    case 'snapshot': {
      const request = count(said['request']);
      const { file } = said;
      if (request === null || (file !== null && (typeof file !== 'string' || file.length > MAX_SNAPSHOT))) return null;
      return { type: 'snapshot', request, file };
    }
    default:
      return null;
  }
}

/** Null: not a message of a host. */
export function parseHostMessage(data: unknown): HostMessage | null {
  const said = fieldsOf(data);
  if (!said) return null;
  const step = text(said['step']);
  switch (said['type']) {
    case 'hello':
    case 'reset':
      return { type: said['type'] };
    case 'theme':
      return said['theme'] === 'light' || said['theme'] === 'dark' ? { type: 'theme', theme: said['theme'] } : null;
    case 'language':
      return { type: 'language', language: languageTag(said['language']) };
    case 'go':
      return step === null ? null : { type: 'go', step };
    case 'run':
      return { type: 'run', step };
    case 'snapshot': {
      const request = count(said['request']);
      return request === null ? null : { type: 'snapshot', request };
    }
    default:
      return null;
  }
}
