export { buildVerifierPage } from './build.ts';
export { brokenWords, verdictWords, type Words } from './words.ts';
