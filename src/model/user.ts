// People, customers, clients and the tokens they hold.

/** A mail with a code is on its way: `u-` or `c-`, the row's id, 40 hex. */
export interface PasswordReset {
  code: string;
  expires_at: string;
}

export interface User {
  /** 24 hex. */
  id: string;
  /** E-mail address, lower case, unique. */
  username: string;
  /** Salted digest; never leaves the cloud but in an export. */
  password_hash: string;
  password_salt: string;
  account_info: { first_name?: string; last_name?: string; company_name?: string; business_account?: boolean };
  password_reset?: PasswordReset | undefined;
  created_at: string;
}

/** A bearer token. `id` is the token itself: 40 lower-case hex. */
export interface Token {
  id: string;
  kind: 'user' | 'customer' | 'product' | 'api-user';
  client_id: string;
  user_id: string | null;
  customer_id: string | null;
  product_id: number | null;
  scopes: string[];
  /** ISO or null for never. */
  expires_at: string | null;
  refresh_token: string | null;
  refresh_expires_at: string | null;
  created_at: string;
}

export interface OAuthClient {
  /** Slug and number, `myapp-2146`. */
  id: string;
  name: string;
  type: 'installed' | 'web';
  secret: string;
  redirect_uri: string | null;
  scope: string | null;
  user_id: string;
  product_id: number | null;
  created_at: string;
}

export interface Customer {
  /** 24 hex. */
  id: string;
  product_id: number;
  /** The id the product's maker gave: an e-mail or any unique string. */
  email: string;
  password_hash: string | null;
  password_salt: string | null;
  password_reset?: PasswordReset | undefined;
  created_at: string;
}

export interface ClaimCode {
  /** 63 characters, base64 alphabet. */
  id: string;
  user_id: string | null;
  customer_id: string | null;
  product_id: number | null;
  expires_at: string;
}

/** A member of a product's team; API users are members with scopes and a token. */
export interface TeamMember {
  id: string;
  product_id: number;
  username: string;
  role: string;
  is_programmatic: boolean;
  friendly_name?: string;
  scopes: string[];
  invited_at: string;
}

/** A mail the cloud "sent": it lands here, nothing leaves the browser. */
export interface Mail {
  id: number;
  to: string;
  from: string;
  subject: string;
  text: string;
  /** What a click on the mail's link opens, relative to the site. */
  link: string | null;
  sent_at: string;
}
