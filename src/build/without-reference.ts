// Vite plugin for the worker: takes out of each route what only the API reference reads (build/openapi.ts), a tenth of the script.
import type { Plugin } from 'vite';

const FOR_READERS = new Set(['summary', 'tag', 'answer', 'produces', 'uploads']);
const ROUTES = /\/src\/cloud\/(routes\/|\S*routes\.ts)/;

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Every `defineRoute({…})` below `node`. */
function* routeRecords(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const item of node) yield* routeRecords(item);
  if (!isNode(node)) return;
  const callee = node['callee'] as Node | undefined;
  if (node.type === 'CallExpression' && callee?.['name'] === 'defineRoute') yield (node['arguments'] as Node[])[0]!;
  for (const [key, child] of Object.entries(node)) if (key !== 'parent' && typeof child === 'object') yield* routeRecords(child);
}

export const withoutReference = (): Plugin => ({
  name: 'pocket-without-reference',
  enforce: 'post',
  transform(code, id) {
    if (!ROUTES.test(id)) return null;
    const cuts: [number, number][] = [];
    for (const record of routeRecords(this.parse(code))) {
      const properties = record['properties'] as Node[];
      properties.forEach((property, at) => {
        const name = (property['key'] as Node | undefined)?.['name'];
        // A spread has no name, and stays.
        if (typeof name === 'string' && FOR_READERS.has(name)) cuts.push([property.start, properties[at + 1]?.start ?? property.end]);
      });
    }
    if (cuts.length === 0) return null;
    let rest = code;
    for (const [start, end] of cuts.sort((a, b) => b[0] - a[0])) rest = rest.slice(0, start) + rest.slice(end);
    return { code: rest, map: null };
  },
});
