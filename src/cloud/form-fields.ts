// Reads `name=value` pairs with brackets (`product[name]=x`, `groups[]=a`) into one object, as `qs` writes them.
import { ApiError } from '../model/errors.ts';
import { refuseUnsafeKey } from './plain-data.ts';

const MAX_FIELDS = 1000;
const MAX_DEPTH = 8;

type Node = { [key: string]: Node | string | (Node | string)[] };

/** `a[b][]` → `['a', 'b', '']`; a name with broken brackets is one plain key. */
function steps(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) return [name];
  const inner = [...(match[2] as string).matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] as string);
  return [match[1] as string, ...inner];
}

const isListKey = (step: string): boolean => /^\d{0,3}$/.test(step);

/** One object from pairs in their order. Names used twice become a list. Refuses keys of the prototype. */
export function formFields(pairs: Iterable<readonly [string, string]>): Record<string, unknown> {
  const root: Node = {};
  let count = 0;
  for (const [name, value] of pairs) {
    if (++count > MAX_FIELDS) throw new ApiError('validation', `Send at most ${MAX_FIELDS} fields.`);
    const path = steps(name);
    if (path.length > MAX_DEPTH) throw new ApiError('validation', `The field ${name.slice(0, 64)} is nested too deep.`);
    let node: Node | (Node | string)[] = root;
    path.forEach((key, depth) => {
      refuseUnsafeKey(key);
      const leaf = depth === path.length - 1;
      const child: Node | string | (Node | string)[] = leaf ? value : isListKey(path[depth + 1] as string) ? [] : {};
      if (Array.isArray(node)) {
        // `ids[1][name]` goes on with the second item; `ids[][name]` makes a new one.
        const held = key === '' ? undefined : node[Number(key)];
        if (!leaf && typeof held === 'object') node = held;
        else {
          node.push(child as Node | string);
          node = child as Node;
        }
        return;
      }
      const held: Node | string | (Node | string)[] | undefined = node[key];
      if (leaf) node[key] = held === undefined ? value : Array.isArray(held) ? [...held, value] : [held, value];
      else if (held === undefined || typeof held === 'string') node[key] = child;
      node = node[key] as Node;
    });
  }
  return root;
}
