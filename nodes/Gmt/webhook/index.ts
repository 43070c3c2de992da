export { test } from './sendSample';
