export { createPayout } from './createPayout';
export { get } from './get';
export { getManyOrders } from './getManyOrders';
export { getManyPayments } from './getManyPayments';
export { getPrices } from './getPrices';
export { getWallets } from './getWallets';
