export { get } from './get';
export { getAll } from './getAll';
export { getManyCountries } from './getManyCountries';
