export { buildVerifierPage } from './build.ts';
export { brokenWords, verdictWords, type Words, witnessCount, witnessLine } from './words.ts';
