export { get } from './get';
export { requestCode } from './requestCode';
