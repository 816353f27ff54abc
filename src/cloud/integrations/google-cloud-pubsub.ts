// Google Cloud Pub/Sub: known by name, so that its settings can be kept; it needs keys of a real account.
import { defineIntegration } from '../define-integration.ts';

export default defineIntegration({
  type: 'GoogleCloudPubSub',
  title: 'Google Cloud Pub/Sub',
  purpose: 'Hands events to a Pub/Sub topic. Kept here, never run: it needs a real account.',
  runs: false,
  required: ['topic'],
  address: 'integrationUrl',
});
