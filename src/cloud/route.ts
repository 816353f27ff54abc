// How a route is written: what it takes, who may call it, what it does. Validation, errors and OpenAPI all come from this one record.
import type * as v from 'valibot';
import type { Token, User } from '../model/user.ts';
import type { Product } from '../model/product.ts';
import type { CloudCore } from './core.ts';
import type { Counted } from './platform-limits.ts';

/** Who is calling, after the token was looked up. */
export interface Caller {
  token: Token;
  /** The account that owns what the token reaches (the product's owner for product tokens). */
  user: User;
}

export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  request: Request;
  /** Path of `request` below the cloud's base, without a trailing slash. */
  path: string;
  /** Absolute address of the cloud, without a trailing slash: `https://host/base/cloud`. */
  base: string;
  /** Set when `access` is not `none`. */
  caller: Caller;
  /** Set when the path has `:product` and the caller may see it. */
  product: Product;
  /** Files of a multipart body: field name, file name (a path inside the project), bytes. */
  files: { field: string; name: string; bytes: Uint8Array }[];
  /** Id of the client page, for streams. */
  clientId: string | null;
  core: CloudCore;
}

export type Schema = v.GenericSchema;
type Out<S> = S extends Schema ? v.InferOutput<S> : Record<string, never>;

export interface Route<Q extends Schema | undefined = Schema | undefined, B extends Schema | undefined = Schema | undefined> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the cloud's base, `:name` for parameters: `/v1/products/:product/devices/:device`. */
  path: string;
  /** One sentence for the reference. */
  summary: string;
  tag: string;
  /**
   * `none` no token; `user` an account's token; `product` a token that may manage `:product`;
   * `any` whatever token is valid (customers too), the route decides; `basic` it reads HTTP Basic itself.
   */
  access: 'none' | 'user' | 'product' | 'any' | 'basic';
  /** What an API user's scopes must allow, `domain:action`, where tag and method do not say it. */
  scope?: string;
  query?: Q;
  /** What the platform counts it as, besides a request (platform-limits.ts). */
  counts?: Counted;
  /** Replaces the usual size limit of the body, bytes (256 KB; multipart 10 MB). */
  limit?: number;
  /** Form, JSON and multipart fields are parsed to one object before this schema sees them. */
  body?: B;
  /** Shape of the 2xx answer, for the reference. */
  answer?: Schema;
  /** What a 2xx answer is when it is not JSON, for the reference. */
  produces?: 'text/event-stream' | 'application/octet-stream' | 'text/html';
  /** What the files of a multipart body are, in one sentence for the reference. */
  uploads?: string;
  /** A plain value is answered as JSON 200. */
  handle(input: RouteInput<Record<string, string>, Out<Q>, Out<B>>): Promise<unknown>;
}

export const defineRoute = <Q extends Schema | undefined = undefined, B extends Schema | undefined = undefined>(
  route: Route<Q, B>,
): Route => route;
