// Variables, functions and ping under an account and under a product.
import { deviceCalls } from '../device-calls.ts';

export const routes = [...deviceCalls('user'), ...deviceCalls('product')];
