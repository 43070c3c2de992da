export { getAll } from './getAll';
export { getPrices } from './getPrices';
