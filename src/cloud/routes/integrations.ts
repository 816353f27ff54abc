// /v1/integrations and /v1/products/:product/integrations.
import { integrationRoutes } from '../integration-routes.ts';

export const routes = [...integrationRoutes('integrations', 'user'), ...integrationRoutes('integrations', 'product')];
