export { deleteLimit } from './delete';
export { getAll } from './getAll';
export { upsert } from './upsert';
