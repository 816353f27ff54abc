// The content security policy of every page, as a meta element (spec/service-worker.md: it works from the first visit).

const directives = [
  "default-src 'self'",
  // WebAssembly is compiled, not evaluated: the virtual device and its compiler. In workers, but some hosts send this policy for them too.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
];

/** No page of ours makes markup or code from text: Lit's templates and the addresses of workers are the only exceptions. */
const trustedTypes = ["require-trusted-types-for 'script'", 'trusted-types lit-html sw-url worker-url'];

/** `development`: Vite's client writes style elements, opens a socket and draws its error box with innerHTML. */
export function contentSecurityPolicy(development: boolean): string {
  if (!development) return [...directives, ...trustedTypes].join('; ');
  const loosened: Record<string, string> = {
    "style-src 'self'": "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'": "connect-src 'self' ws: wss:",
  };
  return directives.map((directive) => loosened[directive] ?? directive).join('; ');
}
