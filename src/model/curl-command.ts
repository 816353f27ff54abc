// Writes an HTTP request as a curl command a person can paste into a shell.

export interface CurlRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  /** Parts of a multipart body instead of `body`; a file is named by its path. */
  parts?: ({ name: string; value: string } | { name: string; file: string })[];
  /** Shows what comes at once: for streams. */
  unbuffered?: boolean;
}

/** Headers curl sets by itself, or that would make the copy behave differently from the original. */
const LEFT_OUT = /^(content-length|host|connection|accept-encoding|x-pocket-journey)$/i;
const SECRET = /^(authorization|proxy-authorization|cookie|x-api-key|api-key|x-auth-token|access-token)$/i;

/** POSIX shell: nothing is special inside single quotes but the quote itself. */
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Keeps the scheme, hides the secret: a copied command lands in chats and tickets. */
const masked = (value: string): string => {
  const scheme = /^(Bearer|Basic|Token)\s+/i.exec(value)?.[0] ?? '';
  return `${scheme}<secret>`;
};

const maskUrl = (url: string): string =>
  url.replace(/([?&](?:access_token|api_key|apikey|key|token|secret|password)=)[^&#]*/gi, '$1<secret>');

/** One line an option. `reveal` writes secrets out; by default they read `<secret>`. */
export function toCurl(request: CurlRequest, { reveal = false }: { reveal?: boolean } = {}): string {
  const parts = [
    `curl${request.unbuffered ? ' -N' : ''} -X ${/^[A-Za-z]+$/.test(request.method) ? request.method.toUpperCase() : 'POST'} ${quote(reveal ? request.url : maskUrl(request.url))}`,
  ];
  for (const [name, value] of Object.entries(request.headers)) {
    if (LEFT_OUT.test(name)) continue;
    parts.push(`-H ${quote(`${name}: ${SECRET.test(name) && !reveal ? masked(value) : value}`)}`);
  }
  for (const part of request.parts ?? [])
    // --form-string: a value that begins with @ or < is text here too.
    parts.push('file' in part ? `-F ${quote(`${part.name}=@${part.file}`)}` : `--form-string ${quote(`${part.name}=${part.value}`)}`);
  // --data-raw: a body that begins with @ is text here, not a file to upload.
  if (request.body !== null && request.body !== '') parts.push(`--data-raw ${quote(request.body)}`);
  return parts.join(' \\\n  ');
}
