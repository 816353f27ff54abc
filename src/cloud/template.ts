// What hook templates can name, with the browser's base64 (see model/template-context.ts).
import { toBase64 } from './base64.ts';
import { eventVariables, templateContext, type TemplateEvent } from '../model/template-context.ts';

/** Base64 of the text's UTF-8. */
export const textToBase64 = (text: string): string => toBase64(new TextEncoder().encode(text));

/** The context of every template of a hook: the fields of `json`, under the variables of `event`. */
export const hookContext = (json: string | null, event: TemplateEvent): object =>
  templateContext(json, eventVariables(event, textToBase64));
