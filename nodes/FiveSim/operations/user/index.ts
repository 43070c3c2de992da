export { checkSetup } from './checkSetup';
export { get } from './get';
export { getManyPayments } from './getManyPayments';
