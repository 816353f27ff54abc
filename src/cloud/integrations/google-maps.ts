// Google Maps: known by name, so that its settings can be kept; it needs keys of a real account.
import { defineIntegration } from '../define-integration.ts';

export default defineIntegration({
  type: 'GoogleMaps',
  title: 'Google Maps',
  purpose: 'Turns Wi-Fi and cell data of events into a place. Kept here, never run: it needs a real account.',
  runs: false,
  required: [],
  address: 'integrationUrl',
});
