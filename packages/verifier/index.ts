export { buildVerifierPage } from './build.ts';
export { lackWords, partsWords, verdictWords, type Words, witnessCount, witnessLine } from './words.ts';
