// What a check may ask about: plain data read from the cloud's public API.

/** A collection that is null was not read, or could not be: nothing follows from it, least of all a wrong answer. */
export interface CloudFacts {
  /** Whether a person signed in; the starter account that a page uses quietly does not count. */
  signed_in: boolean | null;
  /** What the learner chose in this lesson. */
  choice: { device: string | null; product: number | null };
  devices: readonly { id: string; name: string; online: boolean }[] | null;
  products: readonly { id: number; name: string }[] | null;
  /** Devices of the chosen product. */
  product_devices: readonly { id: string }[] | null;
  /** Integrations of the chosen product. */
  integrations: readonly Readonly<Record<string, unknown>>[] | null;
  /** Integrations outside any product. */
  sandbox_integrations: readonly Readonly<Record<string, unknown>>[] | null;
  servers: readonly { host: string; running: boolean; requests: number }[] | null;
  /** Newest first, as far back as the page knows. */
  events: readonly { name: string; data: string | null; origin: string; product_id: number | null }[] | null;
}
