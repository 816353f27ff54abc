// The fields of a request wherever a client may have put them: address, form or JSON body.
const MAX_BODY = 100_000;

/** Body fields win over the query. Values are text, as a form would send them; a body that cannot be read adds nothing. */
export async function readFields(request: Request): Promise<Record<string, string>> {
  const fields = Object.fromEntries(new URL(request.url).searchParams);
  const body = (await request.text()).slice(0, MAX_BODY);
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    try {
      const parsed: unknown = JSON.parse(body);
      for (const [name, value] of Object.entries(parsed ?? {})) {
        if (value !== null && value !== undefined) fields[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
      }
    } catch {
      // Not JSON after all.
    }
  } else if (body) {
    Object.assign(fields, Object.fromEntries(new URLSearchParams(body)));
  }
  return fields;
}
