// How an integration type is written: one file a type in `integrations/`, found by its file.

export interface IntegrationType {
  /** `integration_type` on the wire, exactly. */
  type: string;
  title: string;
  /** One sentence: what it is for. */
  purpose: string;
  /** False: settings are stored and answered, events never run it. */
  runs: boolean;
  /** Settings it cannot be without, besides `event`. */
  required: readonly string[];
  /** Under which name its own address is answered (spec/cloud-api.md §5.1). */
  address: 'hookUrl' | 'integrationUrl';
}

export const defineIntegration = (type: IntegrationType): IntegrationType => type;
