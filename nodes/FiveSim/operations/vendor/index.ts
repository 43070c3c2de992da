export { createPayout } from './createPayout';
export { get } from './get';
export { getManyOrders } from './getManyOrders';
export { getManyPayments } from './getManyPayments';
export { getWallets } from './getWallets';
