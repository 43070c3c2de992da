export { create } from './create';
export { download } from './download';
export { get } from './get';
