// A webhook: an event becomes a request to a web server.
import { defineIntegration } from '../define-integration.ts';

export default defineIntegration({
  type: 'Webhook',
  title: 'Webhook',
  purpose: 'Sends each matching event to a web server and publishes its answer.',
  runs: true,
  required: ['url'],
  address: 'hookUrl',
});
