// What a look at webhook settings finds, and how it is mended.

export type Settings = Record<string, unknown>;

export interface Finding {
  code:
    | 'no-event'
    | 'prefix'
    | 'chained'
    | 'no-url'
    | 'bad-url'
    | 'method'
    | 'get-body'
    | 'two-bodies'
    | 'unclosed'
    | 'escaped'
    | 'braces'
    | 'not-json'
    | 'template'
    | 'content-type'
    | 'variable'
    | 'fleet-topic';
  /** `error`: it cannot work; `warning`: it will surprise. */
  level: 'error' | 'warning';
  /** The setting to look at. */
  setting: string;
  /** Whole sentences: what happens and why. */
  message: string;
  fix?: { label: string; apply(settings: Settings): Settings };
}

/** The event to try the settings with. */
export interface SampleEvent {
  name: string;
  data: string | null;
  coreid?: string;
  product_id?: number | null;
}
