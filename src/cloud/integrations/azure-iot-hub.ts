// Azure IoT Hub: known by name, so that its settings can be kept; it needs keys of a real account.
import { defineIntegration } from '../define-integration.ts';

export default defineIntegration({
  type: 'AzureIotHub',
  title: 'Azure IoT Hub',
  purpose: 'Hands events to a hub in Azure. Kept here, never run: it needs a real account.',
  runs: false,
  required: [],
  address: 'integrationUrl',
});
