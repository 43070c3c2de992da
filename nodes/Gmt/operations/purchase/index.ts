export { create } from './create';
export { get } from './get';
export { getAll } from './getAll';
export { refund } from './refund';
export { requestCode } from './requestCode';
