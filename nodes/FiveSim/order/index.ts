export { buyActivationNumber } from './buyActivationNumber';
export { cancel } from './cancel';
export { finish } from './finish';
export { get } from './get';
export { getAll } from './getAll';
