// What this cloud has that fits a field of a call, so that a person need not copy ids by hand.
import type { ApiField } from '../../model/api-call.ts';
import type { Session } from './session.ts';

export interface KnownValue {
  value: string;
  label: string;
}

/** First comes what the page chose, then in the order of the cloud. Asking is wanting: what is not known yet comes with a later draw. */
export function knownValues(session: Session, { name, place }: ApiField): KnownValue[] {
  if (place !== 'path') return [];
  const { view, choice } = session;
  if (name === 'device')
    return (view.devices ?? [])
      .map(({ id, name: label }) => ({ value: id, label }))
      .sort((a, b) => Number(b.value === choice.device) - Number(a.value === choice.device));
  if (name === 'product')
    return (view.products ?? [])
      .map(({ id, name: label }) => ({ value: String(id), label }))
      .sort((a, b) => Number(b.value === String(choice.product)) - Number(a.value === String(choice.product)));
  if (name === 'integration') return (view.integrations(null) ?? []).map(({ id, name: label }) => ({ value: id, label }));
  if (name === 'host') return (view.servers ?? []).map(({ host, title }) => ({ value: host, label: title }));
  return [];
}
