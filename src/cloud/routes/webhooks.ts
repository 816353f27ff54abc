// /v1/webhooks and /v1/products/:product/webhooks: the older names, with the answers that older clients expect.
import { integrationRoutes } from '../integration-routes.ts';

export const routes = [...integrationRoutes('webhooks', 'user'), ...integrationRoutes('webhooks', 'product')];
