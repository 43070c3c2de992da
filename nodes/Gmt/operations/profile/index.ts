export { changeLanguage } from './changeLanguage';
export { changeLogin } from './changeLogin';
export { changePassword } from './changePassword';
export { checkSetup } from './checkSetup';
export { get } from './get';
export { getDiscount } from './getDiscount';
export { unbindTelegram } from './unbindTelegram';
