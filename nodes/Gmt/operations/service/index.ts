export { getHealth } from './getHealth';
export { getServerTime } from './getServerTime';
