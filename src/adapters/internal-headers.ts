// Headers between the Http port and the mocked internet, in one worker. No server and no visitor ever sees them.

/** On a request: which journey it belongs to; marks a call of the cloud. */
export const JOURNEY = 'x-pocket-journey';
/** On a request: the caller accepts any certificate. */
export const TRUSTING = 'x-pocket-trusting';
/** On an answer: ms on the cloud's clock until it is there. */
export const TOOK = 'x-pocket-took';
/** On an answer: there was none; the code says why and the body explains. */
export const REFUSED = 'x-pocket-refused';

export const lateBy = (response: Response, ms: number): Response => {
  const headers = new Headers(response.headers);
  headers.set(TOOK, String(ms + Number(headers.get(TOOK) ?? 0)));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

/** `fetch` can only say "failed": this says why. */
export const refusal = (code: string, detail: string): Response => new Response(detail, { status: 502, headers: { [REFUSED]: code } });
