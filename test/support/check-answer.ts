// Holds what the cloud answers against what its description promises: every field of every answer that a test sees.
import * as v from 'valibot';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import type { Route, Schema } from '../../src/cloud/route.ts';
import { routes } from '../../src/cloud/routes.ts';

const segments = (path: string): string[] => path.split('/').filter((part) => part !== '');
const isParameter = (part: string): boolean => part.startsWith(':');
const known = [...routes, ...laterRoutes].map((route) => ({ route, parts: segments(route.path) }));

/** The route that answers, as the router finds it: fixed parts before parameters, from the left. */
function routeOf(method: string, path: string): Route | null {
  const asked = segments(path.split('?')[0] as string);
  const fitting = known.filter(
    ({ route, parts }) =>
      route.method === method && parts.length === asked.length && parts.every((part, at) => isParameter(part) || part === asked[at]),
  );
  const rank = (parts: string[]): string => parts.map((part) => (isParameter(part) ? 1 : 0)).join('');
  return fitting.toSorted((a, b) => rank(a.parts).localeCompare(rank(b.parts)))[0]?.route ?? null;
}

interface Look {
  type: string;
  entries?: Record<string, Schema>;
  item?: Schema;
  value?: Schema;
  wrapped?: Schema;
  options?: Schema[];
}

const fits = (schema: Schema, value: unknown): boolean => v.safeParse(schema, value).success;

/** Paths of fields that the schema does not name. */
function unnamed(schema: Schema, value: unknown, where: string): string[] {
  const look = schema as unknown as Look;
  if (value === null || typeof value !== 'object') return [];
  if (look.wrapped) return unnamed(look.wrapped, value, where);
  if (look.type === 'union') {
    const option = look.options?.find((one) => fits(one, value));
    return option ? unnamed(option, value, where) : [];
  }
  if (look.type === 'intersect') {
    const each = (look.options ?? []).map((one) => unnamed(one, value, where));
    return (each[0] ?? []).filter((path) => each.every((paths) => paths.includes(path)));
  }
  if (look.type === 'array' && Array.isArray(value))
    return value.flatMap((item, at) => unnamed(look.item as Schema, item, `${where}[${at}]`));
  if (look.type === 'record') return Object.entries(value).flatMap(([key, item]) => unnamed(look.value as Schema, item, `${where}.${key}`));
  if (!look.entries) return [];
  const open = look.type === 'loose_object';
  return Object.entries(value).flatMap(([key, item]) => {
    const entry = look.entries?.[key];
    if (entry) return unnamed(entry, item, `${where}.${key}`);
    return open || item === undefined ? [] : [`${where}.${key}`];
  });
}

/** What an answer has that the description does not, and the other way round; empty when they agree. */
export function answerProblems(method: string, path: string, answer: unknown): string[] {
  const schema = routeOf(method, path)?.answer;
  if (!schema) return [];
  const { issues } = v.safeParse(schema, answer);
  const wrong = (issues ?? []).map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  return [...wrong, ...unnamed(schema, answer, '').map((one) => `${one} is not in the description`)];
}
