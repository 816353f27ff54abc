// Reads a request's body, whatever its kind, into one object and a list of files (spec/cloud-api.md §0.2).
import { ApiError } from '../model/errors.ts';
import { formFields } from './form-fields.ts';
import { refuseUnsafeData } from './plain-data.ts';

export interface RequestBody {
  fields: Record<string, unknown>;
  files: { field: string; name: string; bytes: Uint8Array }[];
}

const FORM_LIMIT = 256 * 1024;
const MULTIPART_LIMIT = 10 * 1024 * 1024;

/** Never more than `limit` bytes in memory, whatever the length header says. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new ApiError('too_large', `The body is larger than ${limit} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  if (!request.body) return new Uint8Array(await request.arrayBuffer());
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

function parseJson(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('validation', 'The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ApiError('validation', 'The body must be a JSON object.');
  refuseUnsafeData(value);
  return value as Record<string, unknown>;
}

async function parseMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<RequestBody> {
  let data: FormData;
  try {
    data = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new ApiError('validation', 'The multipart body cannot be read.');
  }
  const pairs: [string, string][] = [];
  const files: RequestBody['files'] = [];
  for (const [field, value] of data) {
    if (typeof value === 'string') pairs.push([field, value]);
    else files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { fields: formFields(pairs), files };
}

/** `limit` replaces the usual size limit, in bytes. DELETE bodies are read too: jQuery puts the token there. */
export async function readBody(request: Request, limit?: number): Promise<RequestBody> {
  const type = request.headers.get('content-type') ?? '';
  const kind = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const multipart = kind === 'multipart/form-data';
  const bytes = await readBytes(request, limit ?? (multipart ? MULTIPART_LIMIT : FORM_LIMIT));
  if (bytes.byteLength === 0) return { fields: {}, files: [] };
  if (multipart) return parseMultipart(bytes, type);
  const text = new TextDecoder().decode(bytes);
  if (kind === 'application/json' || kind.endsWith('+json')) return { fields: parseJson(text), files: [] };
  // A string body without a stated kind arrives as text: old scripts send either form or JSON so.
  if (kind === '' || kind === 'text/plain' || kind === 'application/x-www-form-urlencoded') {
    if (/^\s*\{/.test(text) && kind !== 'application/x-www-form-urlencoded') return { fields: parseJson(text), files: [] };
    return { fields: formFields(new URLSearchParams(text)), files: [] };
  }
  throw new ApiError('unsupported_media_type', `The content type ${kind.slice(0, 64)} is not understood. Send JSON or a form.`);
}
