// What hook templates can name, with the browser's base64 (see model/template-context.ts).
import { eventVariables, templateContext, type TemplateEvent } from '../model/template-context.ts';

/** Base64 of the text's UTF-8. */
export function toBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The context of every template of a hook: the fields of `json`, under the variables of `event`. */
export const hookContext = (json: string | null, event: TemplateEvent): object => templateContext(json, eventVariables(event, toBase64));
