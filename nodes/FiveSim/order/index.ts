export { ban } from './ban';
export { buyActivationNumber } from './buyActivationNumber';
export { buyAgain } from './buyAgain';
export { buyHostingNumber } from './buyHostingNumber';
export { cancel } from './cancel';
export { finish } from './finish';
export { get } from './get';
export { getAll } from './getAll';
