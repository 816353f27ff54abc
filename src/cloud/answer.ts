// Builds the two kinds of answer a route gives besides a plain value.

/** JSON with the charset that the official cloud sends. */
export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });

/** 204: clients take it as an empty object (spec/cloud-api.md §0.3). */
export const noContent = (): Response => new Response(null, { status: 204 });
