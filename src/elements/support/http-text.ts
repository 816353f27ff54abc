// Requests and answers as the lines that go over the wire, and their bodies as people read them.

interface RequestLike {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

interface ResponseLike {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What one view shows of one body; the rest is counted. */
const MOST = 20_000;

export const cutText = (text: string): string =>
  text.length > MOST ? `${text.slice(0, MOST)}\n… ${text.length - MOST} more characters` : text;

/** JSON with two spaces of indent; anything else as it is. */
export const prettyBody = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body);
    return cutText(typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : body);
  } catch {
    return cutText(body);
  }
};

const headerLines = (headers: Record<string, string>): string[] => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** Request line and headers. */
export const requestHead = ({ method, url, headers }: RequestLike): string => {
  let target = url;
  let host = '';
  try {
    const parsed = new URL(url);
    target = parsed.pathname + parsed.search;
    host = parsed.host;
  } catch {
    // A template may have made it no address at all: then it is shown as it came out.
  }
  const has = Object.keys(headers).some((name) => name.toLowerCase() === 'host');
  return [`${method} ${target} HTTP/1.1`, ...(host && !has ? [`host: ${host}`] : []), ...headerLines(headers)].join('\n');
};

export const requestText = (request: RequestLike): string => `${requestHead(request)}${request.body ? `\n\n${cutText(request.body)}` : ''}`;

export const responseHead = ({ status, headers }: ResponseLike): string => [`HTTP/1.1 ${status}`, ...headerLines(headers)].join('\n');

export const responseText = (response: ResponseLike): string =>
  `${responseHead(response)}${response.body ? `\n\n${cutText(response.body)}` : ''}`;
