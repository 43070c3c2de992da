export { get } from './get';
export { getManyPayments } from './getManyPayments';
