import { startZhiheng } from '../support/standalone.ts';
import { tellStory } from './story.ts';

/** All services in one process, as `npm start` runs them. */
tellStory(startZhiheng);
