export { get } from './get';
export { getManyTransactions } from './getManyTransactions';
export { transferBalance } from './transferBalance';
