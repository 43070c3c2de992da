export { test } from './test';
