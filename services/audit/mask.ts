export { maskText, maskValue } from '@zhiheng/contracts';
